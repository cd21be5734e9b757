"""What kind of partner a name tells of: "AWO Kita Zwergenland" is a Kita, "AWO Kreisverband" an association."""

import re
from functools import lru_cache
from typing import Final

from drehscheibe.ground.alliances.vocabulary import PartnerCategory as Art
from drehscheibe.kit.text import folded

from .words import word_set

# In this order: what comes first wins. Words are folded; "*schule" ends so, "jugendklub*" begins so.
_WORDS: Final[tuple[tuple[Art, str], ...]] = (
    (Art.EMPLOYMENT, "jobcenter|job center|agentur fuer arbeit|arbeitsagentur|bundesagentur fuer arbeit|arbeitsamt"),
    (Art.YOUTH_OFFICE, "jugendamt|jugendaemter|amt fuer jugend*|amt fuer kinder*|fachbereich jugend*|fb jugend*"),
    (Art.GROUP_REPRESENTATIVE, "seniorenbeirat|seniorenrat|seniorenvertretung|behindertenbeirat|behindertenbeauftragte*|"
     "jugendparlament|jugendbeirat|jugendrat|auslaenderbeirat|integrationsbeirat|migrationsbeirat|frauenrat|schuelerrat|"
     "kreiselternrat|kreiselternbeirat|stadtelternrat|beirat fuer*|inklusionsbeirat|seniorenbeauftragte*"),
    (Art.PARENTS_INITIATIVE, "elterninitiative*|elternbeirat|elternrat|elternvertretung|elternverein*|gesamtelternbeirat"),
    (Art.MULTI_GENERATION_HOUSE, "mehrgenerationenhaus|mehrgenerationenhaeuser|mgh|mehrgenerationentreff"),
    (Art.FAMILY_CENTER, "familienzentrum|familienzentren|familienbildung*|familientreff*|familienbuero|familienhaus|"
     "eltern kind zentrum|eltern kind treff|elkiz|haus der familie|familienstuetzpunkt*|familiencafe|muetterzentrum|"
     "familien und frauenzentrum|frauen und familienzentrum|familienservice*|familienkasse"),
    (Art.YOUTH_FACILITY, "jugendclub*|jugendklub*|jugendzentrum|jugendhaus|jugendtreff*|jugendfreizeit*|juz|jfe|jfz|"
     "schuelerclub|schuelertreff|jugendbegegnung*|jugendeinrichtung*|jugendbuero|jugendbildung*|kinder und jugendhaus"),
    (Art.FACILITY, "volkshochschule*|kreisvolkshochschule*|vhs|kvhs|musikschule*|kreismusikschule*|bibliothek*|*bibliothek|"
     "buecherei*|*buecherei|museum|tanzschule*"),
    (Art.UNIVERSITY, "hochschule*|fachhochschule*|*hochschule|universitaet*|uni|technische hochschule|bildungscampus"),
    (Art.COMPANY, "fahrschule*"),
    (Art.INTEGRATION, "jugendmigrationsdienst*|migrationsdienst*|integrationsdienst*|migrationsberatung*|jmd|mbe|"
     "integrationsbuero|integrationszentrum|migrationsfachdienst*|integrationsfachdienst*|willkommensbuero"),
    (Art.ADVICE_CENTER, "*beratungsstelle|beratungsstelle*|*beratung|beratungszentrum|pro familia|donum vitae|fruehe hilfen|"
     "erziehungs und familienberatung*|netzwerk gesunde kinder|schwangerschafts*|familienhebamme*|hebamme*"),
    (Art.KINDERGARTEN, "kita|kitas|kindertagesstaette*|kindertageseinrichtung*|kindergarten|kindergaerten|*kindergarten|kiga|"
     "kigas|krippe|kinderkrippe|hort|horte|*hort|kinderhaus|kindertagespflege*|tagesmutter|tagesmuetter|tagespflegeperson*|"
     "kinderladen|kindernest|kinderbetreuung|kindertagesbetreuung|*kita|integrationskita|kitatraeger|kinderkrippen"),
    (Art.SCHOOL, "schule|schulen|*schule|*schulen|gymnasium|*gymnasium|gymnasien|schulzentrum|oberstufenzentrum|osz|"
     "schulcampus|schulverbund|bsz|schulsozialarbeit"),
    (Art.HEALTH_INSURER, "aok|barmer|techniker krankenkasse|tk|dak|dak gesundheit|ikk|bkk|*bkk|knappschaft*|kkh|"
     "krankenkasse*|*krankenkasse|*krankenkassen|hek|ikk*"),
    (Art.HOSPITAL, "krankenhaus|*krankenhaus|klinik|klinikum|kliniken|*klinik|*klinikum|hospital|krankenhaeuser|geburtsklinik"),
    (Art.FOUNDATION, "stiftung|*stiftung|stiftungen|*stiftungen"),
    (Art.CHAMBER, "ihk|hwk|industrie und handelskammer|handwerkskammer|kreishandwerkerschaft|*kammer|kammern|landwirtschaftskammer"),
    (Art.UNION, "gewerkschaft*|dgb|verdi|ver di|gew|ig metall|igbce|ig bau|ngg|deutscher gewerkschaftsbund"),
    (Art.HOUSING, "wohnungsbau*|wohnungsgenossenschaft*|wohnungsgesellschaft*|wohnungsunternehmen|wobau|wbg|gwg|wohnbau*|"
     "wohnungsverwaltung*|*wohnungsgesellschaft|wohnungswirtschaft|wohngenossenschaft"),
    (Art.PARTY, "cdu|csu|spd|fdp|die linke|die gruenen|buendnis 90|freie waehler|waehlergruppe*|waehlergemeinschaft|bvb|"
     "partei|parteien|ortsunion|jusos"),
    (Art.POLITICS, "fraktion*|*fraktion|kreistag|stadtrat|gemeinderat|stadtverordnete*|gemeindevertretung|landtag|bundestag|"
     "mdb|mdl|abgeordnete*|politik|stadtverordnetenversammlung|wahlkreisbuero|ortsbeirat|ortsvorsteher*"),
    (Art.CHURCH, "kirche|kirchen|*kirche|kirchengemeinde*|*kirchengemeinde|kirchenkreis*|pfarramt|pfarrei|pfarrgemeinde|"
     "pfarrsprengel|dekanat|moschee*|islamische*|juedische*|evangelische gemeinde|katholische gemeinde|freikirche|"
     "ev gemeinde|kath gemeinde|religionsgemeinschaft*|superintendentur|moscheeverein|gemeindehaus|landeskirchliche*"),
    (Art.MEDIA, "zeitung*|*zeitung|radio|rundfunk|anzeiger|redaktion|lokalredaktion|kurier|*kurier|presse|tv|fernsehen|medien|"
     "wochenblatt|tageblatt|amtsblatt|lokalfernsehen"),
    (Art.DISTRICT, "landkreis|landratsamt|kreisverwaltung|lk|kreis|gesundheitsamt|landrat|landraetin|kreissozialamt"),
    (Art.COMPANY, "sparkasse|*sparkasse|volksbank|raiffeisenbank|vr bank|*bank|stadtwerke|apotheke|*apotheke"),
    (Art.FACILITY, "awo|arbeiterwohlfahrt|caritas*|caritasverband|drk|deutsches rotes kreuz|rotes kreuz|diakonie|*diakonie|"
     "diakonisches werk|diakoniestation|johanniter*|malteser*|paritaetische*|der paritaetische|volkssolidaritaet|lebenshilfe|"
     "asb|arbeiter samariter bund|internationaler bund|ib|cjd|kolping*|kinderschutzbund|dksb|kreisverband|ortsverband|"
     "landesverband|sozialstation|pflegedienst|pflegeheim|seniorenheim|altenheim|seniorenzentrum|seniorenresidenz|"
     "pflegestuetzpunkt|frauenhaus|wohlfahrtsverband*|wohlfahrtsverbaende|soziales|verbaende|traeger|sozialverband|vdk|"
     "tafel|hospiz*|jugendhilfe*|kinderheim|kinderdorf|thw|sos kinderdorf|bildungswerk|bildungstraeger|kreissportbund"),
    (Art.INDEPENDENT_PROVIDER, "freier traeger|freie traeger|freien traegern"),
    (Art.NETWORK, "netzwerk*|*netzwerk|runder tisch|arbeitskreis|arbeitsgemeinschaft|verbund|forum"),
    (Art.INITIATIVE, "initiative*|buergerinitiative*|*initiative|nachbarschaftshilfe*|buergerstammtisch"),
    (Art.CLUB, "verein|vereine|*verein|*vereine|verein*|sportverein*|sv|tsv|fc|sc|tv|ssv|esv|fsv|vfb|foerderverein*|"
     "*feuerwehr|freiwillige feuerwehr|landfrauen*|kleingarten*|*club|sportgemeinschaft|sg|heimatverein|karnevals*|chor|"
     "frauenverein|frauenzentrum|kulturverein|turnverein|schuetzen*|weltladen|kreissportbund|kulturhaus|e v|vereinen"),
    (Art.MUNICIPALITY, "stadt|*stadt|stadtverwaltung*|gemeinde|gemeindeverwaltung|amt|rathaus|ordnungsamt|sozialamt|hauptamt|"
     "schulamt|staatliches schulamt|kulturamt|bauamt|verbandsgemeinde|samtgemeinde|verwaltungsgemeinschaft|bezirksamt|"
     "gleichstellungsbeauftragte*|gleichstellungsstelle|kommune|kommunen|verwaltung|verwaltungen|buergermeister*|"
     "oberbuergermeister*|amtsverwaltung|kommunalverwaltung|markt|ortsgemeinde|*amt|stadtmarketing|buergerbuero"),
    (Art.COMPANY, "gmbh|ggmbh|mbh|ag|kg|ohg|ug|gbr|e k|ek|eg|firma|firmen|unternehmen|betrieb|betriebe|*betrieb|wirtschaft|"
     "handwerk*|hotel|praxis|arztpraxis|kinderarztpraxis|versicherung*|autohaus|baeckerei*|metallbau*|edeka|rewe|lidl|aldi|"
     "logistik|co|druckerei|buchhandlung|*handel|einzelhandel|gewerbeverein|werbegemeinschaft|arbeitgeber*|steuerberat*|"
     "zahnarztpraxis|ingenieurbuero|gaertnerei|supermarkt|kino|gasthof|reisebuero|wirtschaftsfoerderung*"),
    (Art.PRIVATE_PERSON, "privatperson*|privat|buerger|buergerin|buergerinnen|ehrenamtlich*|einzelperson*|einzelmitglied*"),
    (Art.OTHER, "sonstige|sonstiges|andere|weitere|uebrige"),
)  # fmt: skip
_LONGEST = 200
_LABELS: Final = {folded(str(label)): Art(code) for code, label in Art.choices}


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + words.replace("*", r"\w*") + r")\b")


_PATTERNS: Final = tuple((art, _pattern(words)) for art, words in _WORDS)


def category_of(text: str) -> Art | None:
    """Return the category that a name, a heading or a cell "Art" tells; None where it tells none."""
    return _category(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _category(text: str) -> Art | None:
    plain = folded(text)
    if plain in _LABELS:
        return _LABELS[plain]
    return next((art for art, pattern in _PATTERNS if pattern.search(plain)), None)


def is_mere_category(text: str) -> bool:
    """Tell whether a text is nothing but words for kinds of partners: "Kitas", "Schulen und Horte", "Politik/Verwaltung"."""
    plain = folded(text)
    if plain in _LABELS:
        return True
    rest = [word for word in plain.split() if word not in _JOINING]
    return bool(rest) and len(rest) <= 5 and all(_is_plural(word) for word in rest)  # noqa: PLR2004  a heading is short


_JOINING: Final = word_set(
    """
    und u der die das fuer sowie freie freier oeffentliche oertliche lokale soziale weitere aus von im in
    """
)
_SECTIONS: Final = re.compile(
    r"kitas|kindergaerten|kigas|horte|krippen|kindertagesstaetten|kindertageseinrichtungen|kindertagespflege|schulen|"
    r"\w*schulen|gymnasien|hochschulen|vereine|\w*vereine|verbaende|\w*verbaende|unternehmen|betriebe|firmen|wirtschaft|"
    r"handwerk|politik|parteien|fraktionen|verwaltung|verwaltungen|kommune|kommunen|kirchen|kirchengemeinden|"
    r"religionsgemeinschaften|traeger|traegern|einrichtungen|beratungsstellen|beratung|familienzentren|initiativen|"
    r"elterninitiativen|stiftungen|kammern|gewerkschaften|krankenkassen|kliniken|krankenhaeuser|gesundheit|medien|presse|"
    r"wohnungsunternehmen|wohnungsgesellschaften|privatpersonen|einzelpersonen|ehrenamtliche|sonstige|sonstiges|"
    r"netzwerke|jugendeinrichtungen|jugendclubs|senioren|seniorenarbeit|soziales|bildung|kultur|sport|aemter|behoerden|"
    r"buerger|buergerinnen|banken|sparkassen|mehrgenerationenhaeuser|integrationsdienste|institutionen|partner|mitglieder"
)


def _is_plural(word: str) -> bool:
    return _SECTIONS.fullmatch(word) is not None
