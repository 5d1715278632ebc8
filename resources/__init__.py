"""Icons, fonts, program packs, plan templates, demonstration texts, licences."""
