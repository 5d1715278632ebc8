"""hhdesk: the workstation of a pediatric Health Home."""
