"""Why a table of stated amounts does not fit: one known cause that explains all of it, if there is one."""
