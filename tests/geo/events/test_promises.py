import pytest

from geo.events import promises


@pytest.mark.parametrize(
    ("sentence", "trigger", "kinds"),
    [
        ("Lavrov is due to visit Havana in May.", "visit", {"CONSULT"}),
        ("Moscow promised Havana a loan.", "promised", {"AID"}),
        ("Cuba agreed to host the minister.", "agreed", {"CONSULT"}),
        ("Both pledged friendship.", "pledged", set()),
        ("Russia plans to hold an exercise with Venezuela.", "plans", {"COOPERATE"}),
        ("Putin assured Maduro of his support.", "assured", set()),
        ("Moscow intends to sign a treaty.", "intends", {"SUPPORT"}),
    ],
)
def test_a_promise_is_about_what_its_words_name(sentence, trigger, kinds):
    assert promises.kinds(sentence, sentence.index(trigger)) == kinds
