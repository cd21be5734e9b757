"""What stands around the text of a mail: preheader, button, the receiver's page, reason, answers, responsible body."""

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.outbox.test_queue import REASON, letter

PAGE = "http://localhost:8000/link/meins/abc/"


def foot(mail: Mail) -> str:
    return mail.text.split("\n-- \n", 1)[1]


def test_foot_names_page_reason_answers_and_responsible_body(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(personal_url=PAGE, reply_to="koordination@example.org", responsible="Stadt Perle, Markt 1")
    assert foot(mail) == (
        f"Ihre Seite: Was von mir offen ist\n{PAGE}\n\n{REASON} Ihre Antwort geht an koordination@example.org.\n"
        "Verantwortlich: Stadt Perle, Markt 1 · http://localhost:8000/\n"
    )
    assert f'Ihre Seite: <a href="{PAGE}">Was von mir offen ist</a>' in mail.html


def test_foot_without_personal_page_leaves_no_gap(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter()
    assert foot(mail) == f"{REASON}\nVerantwortlich: Bündnis Perle · http://localhost:8000/\n"
    assert "Ihre Seite:" not in mail.html


def test_list_of_mails_shows_the_first_sentence_not_the_subject_again(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(context={"question": "Stimmen Ihre <Angaben> noch?\nDas dauert eine Minute."})
    hidden = mail.html.split('mso-hide:all;">', 1)[1].split("</div>", 1)[0]
    assert hidden.split("\u034f")[0] == "Stimmen Ihre &lt;Angaben&gt; noch? Das dauert eine Minute."


def test_list_of_mails_skips_the_salutation(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(context={"question": "Guten Tag Ada,\n\nstimmt das noch?"})
    assert mail.html.split('mso-hide:all;">', 1)[1].startswith("stimmt das noch?\u034f")


def test_mail_without_text_has_no_preheader(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(context={"question": ""})
    assert mail.html.split('mso-hide:all;">', 1)[1].startswith("\u034f")
