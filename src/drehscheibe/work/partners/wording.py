"""The words that an alliance may begin with. They are its own as soon as it saves them; German, as all it writes.

Each paragraph is one line, since browsers fold lines by themselves.
"""

DECLARATION = (
    "Wir machen mit im Bündnis für Familie.\n\n"
    "Familie ist für uns überall dort, wo Menschen füreinander da sind und füreinander Verantwortung tragen. "
    "Familien brauchen Zeit, Geld und gute Orte. Niemand kann das allein schaffen. Darum arbeiten wir mit den"
    " anderen Partnern zusammen: auf Augenhöhe, verlässlich und zum Nutzen der Familien vor Ort.\n\n"
    "Wir bringen ein, was wir können: Räume, Zeit, Wissen, Kontakte oder Geld. Was und wie viel, entscheiden "
    "wir selbst.\n\n"
    "Wir nennen dem Bündnis eine Person, die für uns spricht, und sagen Bescheid, wenn sich daran etwas "
    "ändert.\n\n"
    "Wir können jederzeit wieder gehen. Eine kurze Nachricht genügt. Aus dieser Erklärung entsteht keine "
    "Pflicht, etwas zu zahlen."
)

VALUES = (
    "Das Bündnis steht über Parteien und Bekenntnissen. Es wirbt für keine Partei und für keine "
    "Religionsgemeinschaft.\n\n"
    "Wir achten die Würde jedes Menschen und die demokratischen Regeln, wie sie im Grundgesetz stehen.\n\n"
    "Feindseligkeit gegen Menschen wegen ihrer Herkunft oder ihres Geschlechts hat bei uns keinen Platz, "
    "ebenso wenig wegen ihres Glaubens, ihrer Hautfarbe, einer Behinderung, ihres Alters oder wen sie lieben."
    " Das gilt für Gruppen wie für Einzelne.\n\n"
    "Wer dagegen verstößt, kann ausgeschlossen werden, nachdem er angehört wurde."
)
