"""Every error that a budget file can give: its code, and what the code means, for the catalogue."""

from typing import NamedTuple


class Code(NamedTuple):
    """An error code: `title` says what is wrong and `why` why the file is not accepted as it is."""

    id: str
    title: str
    why: str


MISSING_FILE = Code(
    "B001",
    "Filen finns inte",
    "Året slås upp i mappen med budgetfiler; allt annat är en sökväg till en fil.",
)
DIRECTORY = Code("B002", "En mapp i stället för en fil", "Budgeten är en enda fil.")
NO_PERMISSION = Code("B003", "Filen får inte läsas", "Du saknar behörighet att läsa filen.")
TOO_LARGE = Code(
    "B004", "Filen är för stor", "En budgetfil är några hundra rader; gränsen är 1 MiB."
)
NOT_UTF8 = Code(
    "B005",
    "Filen är inte UTF-8",
    "Å, ä och ö skulle läsas fel. Filen ska vara sparad som UTF-8, med eller utan BOM.",
)
EMPTY_FILE = Code("B006", "Filen är tom", "Det finns ingen budget att räkna på.")
FORBIDDEN_CHARACTER = Code(
    "B007",
    "Otillåtet tecken",
    "Tabbar gör indragen tvetydiga, och osynliga tecken kan dölja vad som står i filen.",
)
NOT_YAML = Code(
    "B008", "Raden är inte YAML", "Filens struktur går inte att läsa från den här platsen."
)
TOO_DEEP = Code(
    "B009",
    "För djup struktur",
    "En budgetfil har få nivåer, och en stege få steg.",
)
YAML_FEATURE = Code(
    "B010",
    "YAML-finess som inte används",
    "Ankare, alias, sammanslagning, typmärken och flera dokument döljer var ett tal står.",
)
DUPLICATE_KEY = Code(
    "B011", "Samma nyckel två gånger", "Det ena värdet skulle försvinna utan att någon märkte det."
)
AMBIGUOUS_NUMBER = Code(
    "B012",
    "Talet kan läsas på två sätt",
    "10,993 kan vara drygt tio eller nästan elva tusen, och 50 bland procentsatser kan vara 50 % "
    "eller 50 gånger; filen ska bara kunna läsas på ett sätt.",
)
NOT_A_NUMBER = Code(
    "B013",
    "Inte ett tal",
    "Tal skrivs med siffror, mellanslag mellan tusental och komma eller punkt före decimaler.",
)
EMPTY_VALUE = Code(
    "B014", "Tomt värde", "Ett tomt värde blir aldrig noll; det är ett belopp som saknas."
)
OUT_OF_RANGE = Code(
    "B015",
    "Talet är för litet eller för stort",
    "Antal är större än noll; kostnader, vikter och belopp per elev är aldrig negativa; "
    "ingen faktor är tio gånger priset.",
)
WRONG_SHAPE = Code(
    "B016",
    "Fel slags värde",
    "Här ska stå något annat: ett tal, en text, en lista eller flera nycklar.",
)
BAD_NAME = Code(
    "B017",
    "Namnet går inte att använda",
    "Namn används i adresser och tabeller: inget snedstreck, och inget inledande =, +, - eller @.",
)
BAD_TEXT = Code(
    "B018",
    "Värdet har fel form",
    "Året har fyra siffror och organisationsnumret en kontrollsiffra.",
)
MISSING_KEY = Code("B020", "Nyckel saknas", "Uppgiften behövs för beräkningen.")
UNKNOWN_KEY = Code(
    "B021", "Okänd nyckel", "En nyckel som inte används skulle tyst lämnas utanför beräkningen."
)
CONFLICTING_KEYS = Code(
    "B022",
    "Nycklar som motsäger varandra",
    "En rad fördelas på ett sätt, och ett steg har en regel.",
)
SHARES_SUM = Code(
    "B030", "Andelarna summerar inte till budgeten", "Skillnaden skulle bli pengar som ingen får."
)
UNKNOWN_GROUP = Code(
    "B031", "Gruppen finns inte", "Talet hör till en grupp som verksamheten inte har."
)
MISSING_GROUP = Code("B032", "Grupp saknas", "Varje grupp behöver sitt tal.")
MISSING_PRICE = Code(
    "B033",
    "Grupp utan pris",
    "Varje grupp har ett belopp, skrivs som inget eller beslutas individuellt.",
)
UNKNOWN_ACTIVITY = Code(
    "B034",
    "Verksamheten finns inte",
    "Huvudmannen hänvisar till en verksamhet som inte är budgeterad.",
)
UNKNOWN_FORM = Code(
    "B035", "Okänd skolform", "Skolformen avgör lagens kostnadsslag, schabloner och paragrafer."
)
UNKNOWN_ITEM = Code(
    "B036",
    "Okänt kostnadsslag",
    "En rad hör till ett av skolformens kostnadsslag eller till övrigt; ett stavfel får inte bli en ny.",
)
UNKNOWN_ROW = Code("B037", "Raden finns inte", "Ett steg räknar på rader som står före det.")
WRONG_YEAR = Code(
    "B038", "Året stämmer inte med filnamnet", "Fel år i rätt fil ger förra årets belopp."
)
YEAR_NOT_COVERED = Code(
    "B039",
    "Lagens schabloner saknas för året",
    "Året ligger före de satser som programmet känner till.",
)
MISSING_COUNT = Code(
    "B040", "Antal saknas", "Raden delas på antalet barn eller elever, och det är inte angivet."
)
PREMISES_NOT_DECIDED = Code(
    "B041",
    "Faktisk lokalkostnad och särskilda skäl hör ihop",
    "Skolförordningen 14 kap. 6 §: den faktiska kostnaden ersätter snittet bara om det finns särskilda skäl.",
)
NO_PREMISES_LINE = Code(
    "B042",
    "Verksamheten har ingen lokalrad",
    "En faktisk lokalkostnad ersätter verksamhetens rad för lokalkostnader.",
)
ZERO_WEIGHT = Code("B043", "Alla vikter är noll", "Budgeten kan inte fördelas på ingenting.")
DUPLICATE_NAME = Code("B044", "Namnet är upptaget", "Två belopp skulle få samma adress.")
DIFFERENT_FORMS = Code(
    "B045",
    "Skolformerna har olika regler",
    "Skolformer i samma tabell måste ha samma kostnadsslag och schabloner.",
)
UNKNOWN_SCHABLON = Code(
    "B047", "Okänd schablon", "Lagen har två schabloner: administration och moms."
)
UNUSED = Code(
    "B048",
    "Uppgiften används inte",
    "En rad eller vikt utan verkan är ett misstag, eller ett belopp som försvinner.",
)
COUNTED_TWICE = Code("B049", "Raden räknas två gånger", "Samma pengar skulle betalas två gånger.")
UNKNOWN_CHECK = Code(
    "B050",
    "Kontrollen besvaras inte här",
    "Ett svar på fel plats, eller på en kontroll som inte finns, svarar inte på något.",
)
AMOUNT_COLUMNS = Code(
    "B051",
    "Beloppsfilens rubrikrad är fel",
    "Rubrikraden säger vilken kolumn som är vilket belopp; ingen kolumn lämnas oläst.",
)
AMOUNT_FIELDS = Code(
    "B052", "Raden går inte att dela i fält", "Ett belopp i fel kolumn vore ett annat belopp."
)
NO_AMOUNT = Code("B053", "Raden har inget belopp", "En rad utan tal säger ingenting.")
NOT_AMOUNTS = Code(
    "B054", "Inte en fil med belopp", "Belopp sparas som csv, eller som json av bidrag compute."
)
NOT_A_TABLE = Code(
    "B060",
    "Tabellen går inte att läsa",
    "En tabell läses ur en arbetsbok (xlsx) eller en textfil (csv), hel eller inte alls.",
)
TABLE_COLUMNS = Code(
    "B061",
    "Tabellens rubriker räcker inte",
    "Rubrikerna säger vilken kolumn som är verksamhet, rad och budget, och om beloppen är kr eller tkr.",
)
UNKNOWN_RECIPIENT = Code(
    "B062",
    "Okänd mottagare",
    "Vad en mottagare är avgör vad lagen ger den; ett stavfel får inte bli ett eget pris.",
)
NOBODY_BELOW = Code(
    "B070",
    "Ingen enhet ligger under snittet",
    "En pott som delas efter avståndet till snittet kan då inte betalas till någon.",
)
UNKNOWN_UNIT = Code(
    "B071",
    "Enheten finns inte",
    "En huvudmans enheter är de som står i verksamhetens socioekonomiska tillägg.",
)
UNKNOWN_SUPPLEMENT = Code(
    "B072",
    "Tillägget finns inte",
    "En huvudmans tillägg är de som står i verksamheten; ett stavfel får inte bli ett uteblivet belopp.",
)
FIXED = Code(
    "B080",
    "Uppgiften kan inte revideras",
    "En revidering ändrar belopp; vad som betalas för vem och hur det grupperas ligger fast under året.",
)
NOT_IN_TIME = Code(
    "B081",
    "Revideringarna går inte att ordna i tiden",
    "Varje månad ska ha ett enda pris, och det ska framgå vilket beslut det vilar på.",
)
NOTHING_REVISED = Code(
    "B082",
    "Revideringen ändrar ingenting",
    "En ändring utan verkan är ett misstag, eller står på fel plats.",
)
NOT_THERE = Code(
    "B083",
    "Det som revideras finns inte i filen",
    "En revidering ändrar det som står i filen; ett stavfel får inte bli något nytt.",
)
NOT_BY_MONTH = Code(
    "B084",
    "Ett år med ändrade belopp har tolv månader",
    "Det som betalas före och efter en ändring räknas månad för månad; ett belopp som betalas färre "
    "gånger om året säger inte vilka månader det gäller.",
)
UNREADABLE_FILE = Code("B046", "Filen går inte att läsa", "Operativsystemet kunde inte läsa filen.")

CODES: tuple[Code, ...] = tuple(
    sorted(value for value in list(globals().values()) if isinstance(value, Code))
)
