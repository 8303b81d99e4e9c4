"""Questions that are often asked of an archive, each with a name, what it tells and its SQL: for `citydesk explore`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """A question; `:words` and the like in its SQL are asked for on the page."""

    name: str
    title: str
    sql: str


BAR = "replace(hex(zeroblob(min(60, count(*)))), '00', '█') AS bar"  # SQL has no repeat()

CANNED = (
    Canned(
        name="search",
        title="Search: articles with all these words, the last one as a beginning",
        sql="SELECT articles_flat.published, articles_flat.source_name, articles_flat.language, articles_flat.title,"
        " articles_flat.url FROM article_words JOIN version_numbers ON version_numbers.number = article_words.rowid"
        " JOIN articles_flat ON articles_flat.id = version_numbers.article"
        " AND articles_flat.version = version_numbers.version WHERE article_words MATCH match_words(:words)"
        " ORDER BY bm25(article_words, 4.0, 1.0) LIMIT 100",
    ),
    Canned(
        name="weeks",
        title="Articles by week",
        sql=f"SELECT strftime('%Y-%W', published) AS week, count(*) AS articles, {BAR} FROM articles_flat"
        " WHERE precision IN ('minute', 'day') GROUP BY week ORDER BY week",
    ),
    Canned(
        name="sources",
        title="Articles by organisation and language",
        sql="SELECT source_name, language, count(*) AS articles, min(published) AS first, max(published) AS last,"
        f" {BAR} FROM articles_flat GROUP BY source_name, language ORDER BY articles DESC",
    ),
    Canned(
        name="cities",
        title="Cities that stories are about",
        sql=f"SELECT city, count(*) AS stories, {BAR} FROM (SELECT DISTINCT city, story FROM story_cities"
        " WHERE role IN ('primary', 'about', 'partner')) GROUP BY city ORDER BY stories DESC, city",
    ),
    Canned(
        name="topics",
        title="Articles by topic and language",
        sql=f"SELECT tags.value AS topic, language, count(*) AS articles, {BAR} FROM tags"
        " JOIN articles_flat ON articles_flat.id = tags.article WHERE kind = 'topic'"
        " GROUP BY topic, language ORDER BY articles DESC, topic",
    ),
    Canned(
        name="translations",
        title="Stories that are told in several languages",
        sql="SELECT stories.id, stories.title, count(DISTINCT articles_flat.source_name) AS organisations,"
        " group_concat(DISTINCT articles_flat.language) AS languages FROM stories"
        " JOIN articles_flat ON articles_flat.story = stories.id GROUP BY stories.id"
        " HAVING count(DISTINCT articles_flat.language) > 1 ORDER BY organisations DESC, stories.id",
    ),
    Canned(
        name="changes",
        title="Articles whose text changed after it was published",
        sql="SELECT articles.url, versions.number, versions.seen_first, versions.title, length(versions.text)"
        " AS characters FROM versions JOIN articles ON articles.id = versions.article WHERE versions.article IN"
        " (SELECT article FROM versions GROUP BY article HAVING count(*) > 1) ORDER BY articles.url, versions.number",
    ),
    Canned(
        name="not-read",
        title="Pages that gave no article, and why",
        sql="SELECT pages.source, extractions.reason, count(*) AS pages, min(pages.url) AS example FROM extractions"
        " JOIN pages ON pages.id = extractions.page WHERE extractions.reason IS NOT NULL"
        " GROUP BY pages.source, extractions.reason ORDER BY pages DESC",
    ),
)
FACETS = {
    "articles_flat": ["language", "source_name", "source_city", "relation"],
    "sources": ["kind", "owner", "language", "grade"],
    "fetches": ["outcome", "of"],
    "tags": ["kind", "role"],
    "stories": ["language"],
    "pairs": ["relation", "is_vetoed"],
    "issue_entries": ["issue", "section"],
}
HIDDEN = (  # housekeeping: listed last, behind a link
    "_sqlite_migrations", "fingerprints", "geometries", "chapter_keys", "chapters", "meanings", "retaggings", "robots",
    "known_stems", "spellings", "step_rules", "steps", "validators", "version_numbers", "waiting_addresses",
    "waiting_articles", "waiting_briefs", "waiting_pages", "waiting_words", "word_counts",
)  # fmt: skip
