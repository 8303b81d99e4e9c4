"""A language → our words on the pages for subscribers and in letters to them; and what they agree to, word for word.

A change of what subscribers agree to is a new VERSION: the old words stay, for consents are stored by version.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "fr", "de", "es")
OWN_NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "es": "Español"}
VERSION = "2026-11"
CONSENTS = {
    "2026-11.en": "I want to get these issues by e-mail, and I agree that my address and my choice are kept for that. "
    "I "
    "can change, stop or erase it all at any time, by a link in every message. Nothing is measured when I read.",
    "2026-11.fr": "Je souhaite recevoir ces numéros par e-mail et j’accepte que mon adresse et mes choix soient "
    "conservés à cette fin. Je peux tout modifier, arrêter ou effacer à tout moment, par un lien dans chaque message. "
    "Rien n’est mesuré quand je lis.",
    "2026-11.de": "Ich möchte diese Ausgaben per E-Mail bekommen und bin einverstanden, dass meine Adresse und meine "
    "Auswahl dafür gespeichert werden. Ich kann das jederzeit ändern, beenden oder löschen, über einen Link in jeder "
    "Nachricht. Was ich lese, wird nicht gemessen.",
    "2026-11.es": "Quiero recibir estos números por correo electrónico y acepto que se guarden para ello mi dirección "
    "y "
    "mis preferencias. Puedo cambiarlo, pararlo o borrarlo todo en cualquier momento con un enlace de cada mensaje. "
    "No se mide nada cuando leo.",
}

# One line a word, in the order of LANGUAGES.
_TABLE: dict[str, tuple[str, str, str, str]] = {
    "skip": ("Skip to the content", "Aller au contenu", "Zum Inhalt", "Ir al contenido"),
    "subscribe": ("Get it by e-mail", "Recevoir par e-mail", "Per E-Mail bekommen", "Recibirlo por correo"),
    "subscribe_lead": (
        "What Europe’s cities report, each piece of news once, with a link to its source. No tracking, no "
        "advertising; one click ends it.",
        "Ce que publient les villes d’Europe, chaque nouvelle une seule fois, avec un lien vers sa source. Sans "
        "pistage ni publicité ; un clic suffit pour arrêter.",
        "Was Europas Städte melden, jede Nachricht einmal, mit einem Link zur Quelle. Ohne Nachverfolgung und Werbung; "
        "ein Klick beendet es.",
        "Lo que publican las ciudades de Europa, cada noticia una sola vez, con un enlace a su fuente. Sin "
        "seguimiento ni publicidad; un clic basta para dejarlo.",
    ),
    "address": ("Your e-mail address", "Votre adresse e-mail", "Ihre E-Mail-Adresse", "Su dirección de correo"),
    "editions": ("Which editions", "Quelles éditions", "Welche Ausgaben", "Qué ediciones"),
    "daily": ("daily", "chaque jour", "täglich", "diaria"),
    "weekly": ("weekly", "chaque semaine", "wöchentlich", "semanal"),
    "monthly": ("monthly", "chaque mois", "monatlich", "mensual"),
    "narrow": ("Only some of it", "Seulement une partie", "Nur einen Teil", "Solo una parte"),
    "narrow_told": (
        "Choose nothing to get every story. Choose cities or topics to get the stories about one of them; in a week "
        "without any, no message comes.",
        "Ne choisissez rien pour tout recevoir. Choisissez des villes ou des thèmes pour ne recevoir que ce qui en "
        "parle ; s’il n’y a rien, aucun message n’est envoyé.",
        "Wählen Sie nichts, um alles zu bekommen. Wählen Sie Städte oder Themen, um nur Meldungen dazu zu bekommen; "
        "gibt es keine, kommt keine Nachricht.",
        "No elija nada para recibirlo todo. Elija ciudades o temas para recibir solo lo que trate de ellos; si no hay "
        "nada, no llega ningún mensaje.",
    ),
    "cities": ("Cities", "Villes", "Städte", "Ciudades"),
    "topics": ("Topics", "Thèmes", "Themen", "Temas"),
    "both": (
        "Only stories about a city and a topic of mine at once",
        "Seulement ce qui concerne à la fois une ville et un thème choisis",
        "Nur Meldungen, die zugleich eine meiner Städte und eines meiner Themen betreffen",
        "Solo noticias que traten a la vez de una ciudad y de un tema elegidos",
    ),
    "rhythm": ("How often", "À quel rythme", "Wie oft", "Con qué frecuencia"),
    "each": ("Each issue as it appears", "Chaque numéro à sa parution", "Jede Ausgabe, wenn sie erscheint",
             "Cada número cuando aparece"),
    "once_weekly": ("Once a week at most", "Au plus une fois par semaine", "Höchstens einmal in der Woche",
                    "Una vez por semana como máximo"),
    "once_monthly": ("Once a month at most", "Au plus une fois par mois", "Höchstens einmal im Monat",
                     "Una vez al mes como máximo"),
    "language": ("Language of headings and letters", "Langue des titres de rubrique et des messages",
                 "Sprache der Überschriften und Briefe", "Idioma de los títulos y mensajes"),
    "leave_empty": ("Leave this empty", "Laissez ce champ vide", "Lassen Sie das leer", "Deje esto vacío"),
    "send": ("Subscribe", "S’abonner", "Abonnieren", "Suscribirse"),
    "look": ("Look into your mailbox", "Regardez dans votre boîte", "Sehen Sie in Ihr Postfach", "Mire en su buzón"),
    "look_told": (
        "If this address can be written to, a letter is on its way. Nothing happens until you open the link in it. If "
        "none comes within an hour, look among the unwanted mail.",
        "Si l’on peut écrire à cette adresse, une lettre est en route. Rien ne se passe avant que vous n’ouvriez le "
        "lien qu’elle contient. Si rien n’arrive dans l’heure, regardez dans les indésirables.",
        "Wenn an diese Adresse geschrieben werden kann, ist ein Brief unterwegs. Bevor Sie den Link darin öffnen, "
        "geschieht nichts. Kommt binnen einer Stunde keiner, sehen Sie bei der unerwünschten Post nach.",
        "Si se puede escribir a esta dirección, hay una carta en camino. No pasa nada hasta que abra el enlace que "
        "contiene. Si en una hora no llega, mire en el correo no deseado.",
    ),
    "not_address": ("This is no e-mail address we can write to.", "Ce n’est pas une adresse e-mail utilisable.",
                    "Das ist keine E-Mail-Adresse, an die wir schreiben können.",
                    "No es una dirección de correo a la que podamos escribir."),
    "no_edition": ("Choose one edition at least.", "Choisissez au moins une édition.",
                   "Wählen Sie mindestens eine Ausgabe.", "Elija al menos una edición."),
    "no_consent": ("Without your agreement we can’t write to you.", "Sans votre accord, nous ne pouvons pas écrire.",
                   "Ohne Ihr Einverständnis können wir nicht schreiben.",
                   "Sin su consentimiento no podemos escribirle."),
    "too_many": (
        "Too many forms came from your network. Try again in an hour.",
        "Trop de formulaires sont venus de votre réseau. Réessayez dans une heure.",
        "Aus Ihrem Netz kamen zu viele Formulare. Versuchen Sie es in einer Stunde wieder.",
        "Han llegado demasiados formularios desde su red. Inténtelo de nuevo dentro de una hora.",
    ),
    "confirm": ("Confirm your subscription", "Confirmez votre abonnement", "Bestätigen Sie Ihr Abonnement",
                "Confirme su suscripción"),
    "confirm_told": (
        "Press the button to get the issues you chose at {address}.",
        "Appuyez sur le bouton pour recevoir les numéros choisis à l’adresse {address}.",
        "Drücken Sie auf den Knopf, um die gewählten Ausgaben an {address} zu bekommen.",
        "Pulse el botón para recibir los números elegidos en {address}.",
    ),
    "confirm_move": ("Confirm your new address", "Confirmez votre nouvelle adresse",
                     "Bestätigen Sie Ihre neue Adresse", "Confirme su nueva dirección"),
    "confirm_move_told": (
        "Press the button to get your issues at {address} from now on.",
        "Appuyez sur le bouton pour recevoir désormais vos numéros à l’adresse {address}.",
        "Drücken Sie auf den Knopf, um Ihre Ausgaben künftig an {address} zu bekommen.",
        "Pulse el botón para recibir desde ahora sus números en {address}.",
    ),
    "do_confirm": ("Confirm", "Confirmer", "Bestätigen", "Confirmar"),
    "confirmed": ("You are subscribed", "Vous êtes abonné·e", "Sie haben abonniert", "Ya tiene la suscripción"),
    "confirmed_told": (
        "The next issue will come to {address}. Every message has a link to change or end this.",
        "Le prochain numéro arrivera à {address}. Chaque message contient un lien pour modifier ou arrêter.",
        "Die nächste Ausgabe kommt an {address}. In jeder Nachricht steht ein Link, um das zu ändern oder zu beenden.",
        "El próximo número llegará a {address}. Cada mensaje tiene un enlace para cambiarlo o dejarlo.",
    ),
    "moved": ("Your address is changed", "Votre adresse est modifiée", "Ihre Adresse ist geändert",
              "Su dirección ha cambiado"),
    "over": ("This link is no longer good", "Ce lien n’est plus valable", "Dieser Link gilt nicht mehr",
             "Este enlace ya no vale"),
    "over_told": (
        "It was used already, is too old, or a newer one took its place. Write your address to get a fresh one.",
        "Il a déjà servi, il est trop ancien, ou un plus récent l’a remplacé. Indiquez votre adresse pour en "
        "recevoir un nouveau.",
        "Er wurde schon benutzt, ist zu alt oder durch einen neueren ersetzt. Schreiben Sie Ihre Adresse, um einen "
        "neuen zu bekommen.",
        "Ya se usó, es demasiado antiguo o uno más nuevo lo ha sustituido. Escriba su dirección para recibir otro.",
    ),
    "send_link": ("Send me a link", "Envoyez-moi un lien", "Schicken Sie mir einen Link", "Envíenme un enlace"),
    "preferences": ("What you get", "Ce que vous recevez", "Was Sie bekommen", "Lo que recibe"),
    "preferences_told": ("Issues go to {address}.", "Les numéros sont envoyés à {address}.",
                         "Ausgaben gehen an {address}.", "Los números se envían a {address}."),
    "left_told": (
        "You get nothing at {address} any longer. A month after you left, all that is kept of you is erased.",
        "Vous ne recevez plus rien à {address}. Un mois après votre départ, tout ce qui est conservé est effacé.",
        "An {address} geht nichts mehr. Einen Monat nach Ihrer Abbestellung wird alles gelöscht.",
        "Ya no recibe nada en {address}. Un mes después de su baja se borra todo lo que se conserva.",
    ),
    "return": ("Start again", "Recommencer", "Wieder beginnen", "Volver a empezar"),
    "save": ("Save", "Enregistrer", "Speichern", "Guardar"),
    "saved": ("Saved.", "Enregistré.", "Gespeichert.", "Guardado."),
    "your_data": ("Your data", "Vos données", "Ihre Daten", "Sus datos"),
    "your_data_told": (
        "To see or erase all that is kept of you, or to change your address, have a link sent to your mailbox. It is "
        "good for an hour.",
        "Pour voir ou effacer tout ce qui est conservé, ou changer d’adresse, faites-vous envoyer un lien. Il est "
        "valable une heure.",
        "Um alles zu sehen oder zu löschen, was von Ihnen gespeichert ist, oder die Adresse zu ändern, lassen Sie sich "
        "einen Link schicken. Er gilt eine Stunde.",
        "Para ver o borrar todo lo que se conserva, o cambiar de dirección, pida un enlace a su buzón. Vale una hora.",
    ),
    "export": ("Download all of it", "Tout télécharger", "Alles herunterladen", "Descargarlo todo"),
    "export_told": (
        "One JSON file: your address, your choice, what you agreed to and when, which messages went to you.",
        "Un fichier JSON : votre adresse, vos choix, ce que vous avez accepté et quand, les messages envoyés.",
        "Eine JSON-Datei: Ihre Adresse, Ihre Auswahl, wozu Sie wann Ja gesagt haben, welche Nachrichten an Sie gingen.",
        "Un archivo JSON: su dirección, sus preferencias, lo que aceptó y cuándo, los mensajes enviados.",
    ),
    "new_address": ("Another address", "Changer d’adresse", "Andere Adresse", "Otra dirección"),
    "move": ("Change the address", "Changer l’adresse", "Adresse ändern", "Cambiar la dirección"),
    "erase": ("Erase everything", "Tout effacer", "Alles löschen", "Borrarlo todo"),
    "erase_told": (
        "Your subscription ends, and all that is kept of you is erased now. This can’t be undone.",
        "Votre abonnement prend fin et tout ce qui est conservé est effacé maintenant. C’est irréversible.",
        "Ihr Abonnement endet, und alles von Ihnen wird jetzt gelöscht. Das ist nicht rückgängig zu machen.",
        "Su suscripción termina y todo lo que se conserva se borra ahora. No se puede deshacer.",
    ),
    "erase_sure": ("Yes, erase it", "Oui, effacer", "Ja, löschen", "Sí, borrar"),
    "erased": ("Everything is erased", "Tout est effacé", "Alles ist gelöscht", "Todo está borrado"),
    "erased_told": ("Nothing is kept of you here.", "Rien n’est conservé à votre sujet.",
                    "Von Ihnen ist hier nichts mehr gespeichert.", "Aquí no se conserva nada de usted."),
    "leave": ("Unsubscribe", "Se désabonner", "Abbestellen", "Darse de baja"),
    "leave_told": ("Press the button, and nothing will come to {address} any longer.",
                   "Appuyez sur le bouton et plus rien n’arrivera à {address}.",
                   "Drücken Sie auf den Knopf, und an {address} geht nichts mehr.",
                   "Pulse el botón y ya no llegará nada a {address}."),
    "left": ("You are unsubscribed", "Vous êtes désabonné·e", "Sie haben abbestellt", "Ya no tiene suscripción"),
    "keep": ("Change what I get instead", "Modifier plutôt ce que je reçois", "Lieber ändern, was ich bekomme",
             "Prefiero cambiar lo que recibo"),
    "no_mail": ("No e-mail from here", "Pas d’e-mail d’ici", "Keine E-Mail von hier", "Sin correo desde aquí"),
    "no_mail_told": ("This service sends no e-mail.", "Ce service n’envoie pas d’e-mail.",
                     "Dieser Dienst verschickt keine E-Mails.", "Este servicio no envía correo."),
    # Letters
    "hello_confirm": (
        "Somebody, most likely you, asked for issues of {name} at this address. Open this page and press the button "
        "there:",
        "Quelqu’un, sans doute vous, a demandé les numéros de {name} à cette adresse. Ouvrez cette page et appuyez sur "
        "le bouton :",
        "Jemand, vermutlich Sie, möchte Ausgaben von {name} an diese Adresse. Öffnen Sie diese Seite und drücken Sie "
        "dort auf den Knopf:",
        "Alguien, seguramente usted, ha pedido los números de {name} para esta dirección. Abra esta página y pulse el "
        "botón:",
    ),
    "hours": (
        "The link is good for 48 hours. If it wasn’t you, do nothing: nothing more will come.",
        "Le lien est valable 48 heures. Si ce n’était pas vous, ne faites rien : rien d’autre n’arrivera.",
        "Der Link gilt 48 Stunden. Waren Sie es nicht, tun Sie nichts: Es kommt nichts weiter.",
        "El enlace vale 48 horas. Si no fue usted, no haga nada: no llegará nada más.",
    ),
    "subject_known": ("You are subscribed already", "Vous êtes déjà abonné·e", "Sie haben schon abonniert",
                      "Ya tiene la suscripción"),
    "hello_known": (
        "Somebody, most likely you, asked for issues of {name} at this address. It gets them already. Here you can see "
        "and change what comes:",
        "Quelqu’un, sans doute vous, a demandé les numéros de {name} à cette adresse. Elle les reçoit déjà. Vous "
        "pouvez "
        "voir et modifier ici ce qui est envoyé :",
        "Jemand, vermutlich Sie, möchte Ausgaben von {name} an diese Adresse. Sie bekommt sie schon. Hier können Sie "
        "sehen und ändern, was kommt:",
        "Alguien, seguramente usted, ha pedido los números de {name} para esta dirección. Ya los recibe. Aquí puede "
        "ver "
        "y cambiar lo que llega:",
    ),
    "subject_data": ("The link to your data", "Le lien vers vos données", "Der Link zu Ihren Daten",
                     "El enlace a sus datos"),
    "hello_data": (
        "With this link you can see, change and erase all that {name} keeps of you. It is good for an hour:",
        "Avec ce lien, vous pouvez voir, modifier et effacer tout ce que {name} conserve. Il est valable une heure :",
        "Mit diesem Link können Sie alles sehen, ändern und löschen, was {name} von Ihnen speichert. Er gilt eine "
        "Stunde:",
        "Con este enlace puede ver, cambiar y borrar todo lo que {name} conserva. Vale una hora:",
    ),
    "hello_move": (
        "Issues of {name} are to come to this address from now on. Open this page and press the button there:",
        "Les numéros de {name} doivent désormais arriver à cette adresse. Ouvrez cette page et appuyez sur le bouton :",
        "Ausgaben von {name} sollen künftig an diese Adresse kommen. Öffnen Sie diese Seite und drücken Sie dort auf "
        "den Knopf:",
        "Los números de {name} deben llegar desde ahora a esta dirección. Abra esta página y pulse el botón:",
    ),
    "hello_moved": (
        "Issues of {name} go to another address from now on, as was asked for by the link in a letter to this one. If "
        "it wasn’t you, write to us.",
        "Les numéros de {name} sont désormais envoyés à une autre adresse, comme demandé par le lien d’une lettre "
        "envoyée ici. Si ce n’était pas vous, écrivez-nous.",
        "Ausgaben von {name} gehen künftig an eine andere Adresse, wie über den Link in einem Brief an diese "
        "gewünscht. "
        "Waren Sie es nicht, schreiben Sie uns.",
        "Los números de {name} se envían desde ahora a otra dirección, como se pidió con el enlace de una carta "
        "enviada "
        "a esta. Si no fue usted, escríbanos.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language (one of LANGUAGES)."""

    language: str

    def __getitem__(self, key: str) -> str:
        """Return a word or sentence as it stands in the table."""
        return _TABLE[key][LANGUAGES.index(self.language)]

    @property
    def consent(self) -> str:
        """Return what who signs up agrees to."""
        return CONSENTS[self.consent_version]

    @property
    def consent_version(self) -> str:
        """Return the name under which that is stored."""
        return f"{VERSION}.{self.language}"


def wording(language: str | None) -> Wording:
    """Return our words in a language; in English where we have none."""
    return Wording(language if language in LANGUAGES else "en")
