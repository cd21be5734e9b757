"""German words by which a list is understood. All of them folded (`kit.text.folded`) unless they say otherwise."""

import re
from typing import Final


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First names, frequent in Germany across generations and origins. Only used to guess; nobody is refused for hers.
FIRST_NAMES: Final = word_set(
    """
    achim adam adrian agnes ahmad ahmed ahmet aishe aisha albert albrecht alex alexander alexandra alexej alfred ali alice
    alina alisa almut amelie amina amir ana anastasia andre andrea andreas andrej andy angela angelika angelina anika anja
    anke ann anna annabell annalena anne annegret anneliese annelie annemarie annett annette annika anselm antje anton
    antonia antonio arif arne arnold aron arthur artur astrid axel aylin ayse barbara bastian beate beatrice beatrix
    benedikt benjamin benno bernadette bernd bernhard bert berta bertram bettina bianca bjoern bodo boris brigitte britta
    bruno burkhard carina carl carla carmen carola carolin carolina caroline carsten cathleen cathrin cecilia celina
    charlotte chris christa christel christian christiane christin christina christine christof christoph clara clara
    claudia claus clemens clemens conny conrad constanze cora cordula corinna cornelia cornelius dagmar daniel daniela
    darius david debora denis denise dennis detlef detlev diana diego dieter dietmar dietrich dirk ditmar dominic dominik
    dominika dora doreen doris dorothea dorothee eberhard eckart eckhard edeltraud edgar edith eduard egon eike elena eleonore
    elfi elfriede elias elif elisa elisabeth elke ella ellen elli elmar elsa else elvira emil emilia emily emine emma
    emre enrico eric erich erik erika erna ernst erwin esther eugen eva evelin evelyn ewa ewald fabian fabienne fatih fatima
    fatma felicitas felix ferdinand finn florian frank franz franziska frauke fred frederic frederik friederike friedhelm
    friedrich fritz gabi gabriel gabriela gabriele gerald gerd gerda gerhard gerlinde gernot gero gert gertrud gesa
    gesine gina gisbert gisela gitta gregor greta grit gudrun guenter guenther guido gunda gunnar gunter gustav hakan hannah
    hanna hannelore hannes hans hansjoerg harald harry hartmut hasan hassan hatice hedwig heide heidemarie heidi heidrun
    heike heiko heiner heinrich heinz helen helena helene helga hellmut helmut hendrik henning henriette henrik henry
    herbert heribert hermann herta hilde hildegard hilmar holger horst hubert hubertus hugo hussein ibrahim ida igor ilka
    ilona ilse imke ina ines inga inge ingeborg ingo ingolf ingrid ingrun irena irene irina iris irma irmgard irmtraud
    isabel isabell isabella isabelle iwan jacqueline jakob jamal jan jana jane janet janina janine jannik jannis jan
    jaqueline jasmin jean jeanette jelena jennifer jenny jens jessica jessika jo joachim joana jochen joerg johann johanna
    johannes john jolanta jonas jonathan josef josefine joseph josephine juergen jule julia julian juliana juliane julius
    justin justus jutta kai karen karim karin karina karl karla karolin karoline karolina karsten katarina katharina
    kathi kathleen kathrin kati katja katrin kemal kerstin kevin khalid kilian kim kirsten klara klaus knut konrad
    konstantin konstanze kornelia kristian kristin kristina kurt lara larissa lars laura laurenz lea leila lena lennart
    leo leon leona leonard leonie leonhard leopold levin liane lidia lieselotte lilian lilli lilly lina linda linus lisa
    lisbeth lore lorenz lothar louis louisa louise luca lucas lucia ludwig luis luisa luise lukas lutz lydia madeleine
    magda magdalena maik maike maja malte mandy manfred manja manuel manuela marc marcel marco marcus mareike maren
    margarete margaret margarita margit margot margret margrit maria mariam marian mariana marianne marie marika marina
    mario marion marit marita markus marlene marlies marlis marta marten martha martin martina marvin mascha mathias
    mathilde matteo matthias mattis maurice max maxim maximilian mehmet meike melanie melina melissa meryem michael michaela
    michel mike mila milan milena mina mira miriam mirjam mirko mohamad mohamed mohammad mohammed mona moni monika monique
    moritz murat mustafa nadia nadine nadja nancy natalia natalie natascha nele nick nico nicola nicolas nicole niels
    niklas niko nikola nikolai nikolas nils nina nora norbert norman nuri olaf ole oleg oleksandr olena olga oliver olivia
    omar oskar osman oswald otmar otto pascal patricia patrick paul paula pauline pavel peer peggy peter petra philip
    philipp phillip pia pierre rabea rafael rainer ralf ralph ramona raphael raphaela rebecca rebekka regina regine reiner
    reinhard reinhold renata renate rene ria ricarda richard rita robert roberto robin roger roland rolf roman romy ronald
    ronny rosa rosemarie rosi roswitha rudi rudolf ruediger rupert ruth sabine sabrina salim sally samira samuel sandra
    sandy sara sarah sascha sebastian selina selma sergej serkan severin shirin sibylle siegfried sieglinde siegmar sigrid
    sigrun silke silvana silvia silvio simon simone sina sinem sofia sofie soenke soeren sonja sophia sophie stefan
    stefanie steffen steffi stella stephan stephanie steve steven sunna susan susann susanna susanne suse sven svenja
    svetlana swantje swen swetlana sybille sylke sylvia sylvio tamara tania tanja tarek tatjana thea theo theodor
    theresa therese thilo thomas thorben thorsten till tim timm timo tina tino tobias tom toni torben torsten traudel udo
    ugur ulf ulla ulrich ulrike urban ursel ursula ute uwe valentin valentina valeria vanessa vera verena veronika victor
    victoria viktor viktoria viola violetta vivian volker volkmar waldemar walter waltraud wanda werner wibke wiebke wieland
    wilfried wilhelm willi willy winfried wladimir wolf wolfgang wolfram xaver yannick yasemin yasmin yusuf yvonne zeynep
    oksana olha iryna nataliia natalija mykola andriy serhij yuliia tetiana oleh dmytro ivan anton bogdan ewelina agnieszka
    malgorzata katarzyna krzysztof piotr tomasz
    """
)

SALUTATIONS: Final = re.compile(r"\b(?:frau|herrn?|fr\.|hr\.|hrn\.|familie|fam\.)\s+", re.I)
"""As written, not folded."""
TITLES: Final = re.compile(
    r"\b(?:prof\.?|professor(?:in)?|dr\.?(?:-ing\.?)?|dipl\.?-?\s?[a-zäöü]{2,8}\.?(?:\s?\(fh\))?|mag\.|m\.\s?a\.|b\.\s?a\.|"
    r"ma|ba|ll\.\s?m\.|med\.|phil\.|jur\.|rer\.|nat\.|pol\.|h\.\s?c\.|pfarrer(?:in)?|pfr\.)(?=\s|$)",
    re.I,
)
PARTICLES: Final = word_set(
    """
    von vom van de der den zu zur zum du da di del la le ten ter freiherr graf gräfin
    """
)

NOTHING: Final = frozenset(
    ["k a", "ka", "keine", "kein", "keiner", "keine angabe", "keine angaben", "ohne", "ohne angabe", "n n", "nn", "n v",
     "nv", "n a", "na", "unbekannt", "nicht bekannt", "entfaellt", "fehlt", "leer", "nicht vorhanden", "keine vorhanden",
     "keine e mail", "keine mail", "keine email", "kein telefon", "null", "none", "nan", "offen", "folgt", "tbd"]
)  # fmt: skip
"""What stands in a cell that says nothing. Cells of signs alone ("-", "???") say nothing either."""

DITTO: Final = frozenset(
    ["dito", "ditto", "dto", "s o", "siehe oben", "wie oben", "ebenda", "ebd", "ebenso", "w o", "gleiche", "derselbe",
     "dieselbe", "siehe vorherige zeile"]
)  # fmt: skip
DITTO_SIGNS: Final = re.compile(r"[\s\-–]*(?:\"|''|„|“|”|〃|\"\"|``|´´)[\s\-–]*")

LEAVING: Final = re.compile(
    r"kommt nicht mehr|kommen nicht mehr|nicht mehr (?:dabei|aktiv|einladen|anschreiben|im verteiler|mitglied)|ausgetreten|"
    r"ausgeschieden|austritt|abgemeldet|gekuendigt|hat gekuendigt|aufgeloest|geschlossen worden|verstorben|"
    r"existiert nicht mehr|gibt es nicht mehr|aus dem verteiler|bitte (?:loeschen|streichen|entfernen)|loeschen|gestrichen|"
    r"moechte nicht mehr|will nicht mehr|ehemalig(?:e|er|es)? (?:partner|mitglied)|macht nicht mehr mit|nicht mehr interessiert"
)

FREE_MAIL: Final = word_set(
    """
    gmx.de gmx.net gmx.at gmx.ch web.de gmail.com googlemail.com t-online.de freenet.de arcor.de outlook.com outlook.de
    hotmail.com hotmail.de live.de live.com yahoo.com yahoo.de icloud.com me.com mac.com aol.com aol.de posteo.de posteo.net
    mailbox.org mail.de email.de online.de vodafone.de vodafonemail.de kabelmail.de unitybox.de alice-dsl.net ewetel.net
    osnanet.de versanet.de netcologne.de htp-tel.de proton.me protonmail.com tutanota.com tutanota.de tuta.com magenta.de
    """
)
SHARED_BOXES: Final = re.compile(
    r"info|kontakt|post|poststelle|mail|email|office|buero|bueroleitung|verwaltung|leitung|sekretariat|zentrale|service|"
    r"team|kita|hort|schule|schulleitung|vorstand|geschaeftsstelle|gemeinde|pfarramt|stadt|rathaus|empfang|anmeldung|"
    r"beratung(?:sstelle)?|familienzentrum|mgh|kontaktstelle|buergermeister(?:in)?|gleichstellung|jugendamt|presse|verein"
)
"""The part before the @ of a mailbox that several people read."""

ROLES: Final = re.compile(
    r"leit(?:ung|er|erin)\b|leiter|\bstellv|vertret|vorsitz|vorstand|geschaeftsfuehr|\bgf\b|direktor|rektor|buergermeister|"
    r"beauftragte|referent|koordinat|sachbearbeit|sekretaer|assistent|sprecher|obmann|pfarrer|pastor|diakon|berater|"
    r"fachkraft|sozialarbeit|paedagog|erzieher|trainer|kassenwart|schatzmeister|schriftfuehr|mitarbeiter|ansprechpartner|"
    r"ehrenamt|inhaber|praesident|dezernent|amtsleit|fachbereichsleit|hausmeister|betreuer|mitglied|traegervertret|elternrat"
)

NOTE_LINE: Final = re.compile(
    r"^(?:stand\b|stand der|quelle|legende|hinweis|achtung|bearbeitet|bearbeiter|erstellt|gedruckt|druckdatum|seite \d|"
    r"anzahl|summe|gesamt|insgesamt|letzte aenderung|zuletzt|aktualisiert|datum|verteiler\b|stand vom|anmerkung|ende der liste|"
    r"\d+ (?:partner|mitglieder|eintraege|adressen))"
)
"""How a line of text begins that is about the list and not of it."""
