"""What people know and decide: flags, initiatives and decisions, the rules for each, and their registers.

The same rules hold for a file, for the command line and for a form: text in, what is wrong with it by column
(`flags.faults`, `initiatives.faults`), values out. The registers (`flag_register`, `initiative_register`)
read and write with them; a writer is always named, and every write is on the audit trail.
"""
