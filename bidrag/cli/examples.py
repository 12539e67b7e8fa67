"""What stands below the help of each command: examples, and what the exit codes mean."""

PROGRAM = """\
Avslutningskoder:
  0   klart
  1   anmärkningar (check), skillnader (diff --exit-code), oklart (import)
  2   felaktigt kommando eller budgetfil
  70  internt fel i programmet

Vad budgetfilens nycklar betyder står i budgets/README.md i projektet, och
visas i en editor som läser filen från bidrag schema.
"""
COMPUTE = """\
Exempel:
  bidrag compute 2024                            alla tabeller
  bidrag compute 2024 --verksamhet grundskola    en verksamhet
  bidrag compute 2024 --huvudman Olympicaskolan  en huvudmans bilaga
  bidrag compute 2024 --period månad             belopp per månad
  bidrag compute 2024 -o 2024.csv                format efter filens ändelse
  bidrag compute 2024 -o bilaga.pdf              beslutets bilaga; även .xlsx, .html
  bidrag compute förslag.yaml --format json      en fil någon annanstans
"""
CHECK = """\
Exempel:
  bidrag check                           alla år i mappen
  bidrag check 2024                      tyst när allt stämmer
  bidrag check 2024 --verbose            även vad som har prövats
  bidrag check --strict --format github  i ett arbetsflöde på GitHub

Beslutade belopp läses ur filen med samma namn och ändelsen .csv.
"""
EXPLAIN = """\
Exempel:
  bidrag explain 2024                                 verksamheter och huvudmän
  bidrag explain 2024 grundskola/F-klass              beloppen för en grupp
  bidrag explain 2024 grundskola/F-klass/måltider     ned till budgetraden
  bidrag explain 2024 grundskola/F-klass/ike/månad    per termin, månad, dag
  bidrag explain 2024 grundskola/1-3/ike/andel        andelen av budgeten
  bidrag explain 2024 grundskola/totalt/ike --djup 1  ett led ned
  bidrag explain 2024 "anpassad grundskola"           namn med mellanslag
  bidrag explain 2024 fritidshem/F-3/ike -o ike.md    format efter ändelsen
"""
DIFF = """\
Exempel:
  bidrag diff 2025                                     2025 mot 2024
  bidrag diff 2024 förslag.yaml                        ett förslag mot det som gäller
  bidrag diff beslutat.csv 2025 --verksamhet förskola  en sparad tabell mot en budget
  bidrag diff 2025 --huvudman Olympicaskolan -o ny.md  en huvudmans belopp, i en fil

Avslutningskoder:
  0   klart
  1   något skiljer sig (bara med --exit-code)
  2   felaktigt kommando eller fil
  70  internt fel i programmet
"""
NEW = """\
Exempel:
  bidrag new 2025                                    budgets/2025.yaml, ur året före
  bidrag new 2025 --från förslag.yaml -o ny.yaml     ur och till andra filer
  bidrag new --kommun "Testköpings kommun"           en ny kommuns första fil
  bidrag new 2025 --kommun Testköping < svar.txt     med svaren på var sin rad

Nästa års fil har samma rader som årets. Talen lämnas att fylla i, och vart och
ett har årets i en kommentar bredvid sig. Ingen budgetfil skrivs över.
Bredvid den nya filen skrivs bidrag.schema.json: med den visar en editor vad
varje nyckel betyder och tar emot. Detsamma står i budgets/README.md i projektet.
"""
IMPORT = """\
Exempel:
  bidrag import huvudbok.xlsx                          visa budgetfilen
  bidrag import huvudbok.xlsx -o budgets/2025.yaml     skriv den
  bidrag import huvudbok.xlsx --blad "Budget 2025"     ett av flera blad
  bidrag import huvudbok.csv --kommun "Ludvika kommun" --år 2025

Kolumner som läses: verksamhet, grupp, rad, budget och antal, i vilken ordning
som helst. Det som inte förstås visas med sin cell och står överst i filen.
Bredvid filen skrivs bidrag.schema.json: med den visar en editor vad varje
nyckel betyder och tar emot.

Avslutningskoder:
  0   allt är förstått
  1   något är inte förstått; budgetfilen är skriven ändå
  2   felaktigt kommando eller fil; ingenting är skrivet
  70  internt fel i programmet
"""
SCHEMA = """\
Exempel:
  bidrag schema -o budgets/bidrag.schema.json

I en editor som kan JSON Schema för YAML visas då vad varje nyckel betyder, medan du skriver, om
budgetfilen börjar med raden
  # yaml-language-server: $schema=bidrag.schema.json
"""
