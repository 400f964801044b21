"""The pack of a debate: gathered section by section, typeset by a worker, kept with its date."""
