"""FHIR R4 out: a member as a bundle for an audience."""
