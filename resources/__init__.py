"""Icons, fonts, program packs, plan templates, demonstration texts and their licences."""
