"""What the parts of a document are called, whatever it is written as."""

CONTENTS = "Innehåll"
NOTES = "Anmärkningar"
METHOD = "Så är beloppen beräknade"
REPRODUCE = "Om dokumentet"
APPEAL = "Hur man överklagar"
