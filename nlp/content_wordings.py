"""What texts of each kind are like, in sentences: the second opinion on an article's kind compares it with these."""

from __future__ import annotations

from nlp.vocabulary import Topic

KINDS = (
    Topic(
        id="news",
        label="News",
        wordings=(
            "News from the city: a project was decided, opened or presented",
            "The city has adopted a plan, opened a new service and reports on its results, with figures "
            "and words of the mayor.",
            "City builds new homes and opens a tram line",
        ),
        local_wordings=(
            ("de", ("Die Stadt hat ein neues Programm beschlossen und stellt Ergebnisse vor",)),
            ("fr", ("La ville lance un nouveau programme et présente ses résultats",)),
            ("pl", ("Miasto otwiera nową linię i przyznaje dotacje",)),
        ),
    ),
    Topic(
        id="opinion",
        label="Opinion",
        wordings=(
            "Opinion: an author argues, criticises and demands",
            "In my view cities must act and governments have failed; we cannot wait, we need courage: a "
            "comment, column or guest article by a politician or activist.",
            "Why our cities deserve better than empty promises",
        ),
        local_wordings=(
            ("de", ("Kommentar: Warum wir nicht länger warten dürfen – meine Meinung",)),
            ("fr", ("Tribune : pourquoi nos villes ne peuvent plus attendre, j'en suis convaincu",)),
            ("pl", ("Opinia: dlaczego rząd nie rozumie miast i co powinniśmy zrobić",)),
        ),
    ),
    Topic(
        id="notice",
        label="Notice",
        wordings=(
            "Notice to residents: changed opening hours, closures and interruptions",
            "The office is closed on Friday, applications are accepted until the deadline, the street is "
            "closed from 8 to 17, water is cut off, collection days change; please bring your identity card.",
            "Changed opening hours of the registry office over the holidays",
        ),
        local_wordings=(
            ("de", ("Hinweis: geänderte Öffnungszeiten, Sperrung wegen Bauarbeiten, Umleitung",)),
            ("fr", ("Avis : horaires modifiés, fermeture exceptionnelle, coupure d'eau, déviation",)),
            ("pl", ("Uwaga: zmiana godzin otwarcia urzędu, przerwa w dostawie wody, objazd",)),
        ),
    ),
    Topic(
        id="event",
        label="Event",
        wordings=(
            "Event: come to the festival, concert, workshop or open day",
            "Everybody is invited: the programme begins on Saturday at 18:00 on the square, admission is "
            "free, register by Friday; workshop, concert, guided tour, film evening.",
            "Open-air cinema on five squares: free entry every Friday",
        ),
        local_wordings=(
            ("de", ("Einladung: Konzert, Führung und Workshop am Samstag, Eintritt frei",)),
            ("fr", ("Invitation : concert, visite guidée et atelier samedi, entrée libre",)),
            ("pl", ("Zaproszenie: warsztaty, koncert i spacer w sobotę, wstęp wolny",)),
        ),
    ),
    Topic(
        id="job",
        label="Job",
        wordings=(
            "Job vacancy: the city is looking for an employee",
            "We are hiring: duties, required education, experience and language skills, salary, full "
            "time, send your CV and application by the deadline.",
            "The library is looking for a librarian",
        ),
        local_wordings=(
            ("de", ("Stellenausschreibung: Wir suchen eine Mitarbeiterin, Bewerbung bis",)),
            ("fr", ("Offre d'emploi : nous recrutons, profil recherché, candidature avant le",)),
            ("pl", ("Oferta pracy: zatrudnimy specjalistę, wymagania, CV prosimy przesłać",)),
        ),
    ),
    Topic(
        id="tender",
        label="Tender",
        wordings=(
            "Call for tenders: the city buys goods, works or services",
            "Bids are invited for the supply of paper, vehicles or construction works: contract value, "
            "tender documents, deadline for bids, procurement procedure.",
            "Tender for the supply of electric buses announced",
        ),
        local_wordings=(
            ("de", ("Öffentliche Ausschreibung: Lieferung und Bauleistung, Angebote bis",)),
            ("fr", ("Appel d'offres : fourniture et travaux, remise des offres avant le",)),
            ("pl", ("Przetarg: dostawa autobusów, oferty do, zamówienie publiczne",)),
        ),
    ),
    Topic(
        id="roundup",
        label="Roundup",
        wordings=(
            "Round-up: short news from several cities this week",
            "In brief: Vilnius lets residents ask questions, Warsaw opens a park, Prague cancels its "
            "fireworks, Helsinki tests an app.",
            "The week in our cities",
        ),
        local_wordings=(
            ("de", ("Kurz gemeldet: Neuigkeiten aus mehreren Städten",)),
            ("fr", ("En bref : l'actualité de plusieurs villes cette semaine",)),
            ("pl", ("W skrócie: wiadomości z kilku miast",)),
        ),
    ),
)
