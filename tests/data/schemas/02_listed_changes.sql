-- An archive as citydesk of commit ffa8057 made it: 2026-11-21; by tests/data/schemas/README.md.
PRAGMA application_id = 1668577636;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE sources (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
  language TEXT, city TEXT, grade TEXT NOT NULL, evidence TEXT NOT NULL
) STRICT;
CREATE TABLE crawls (
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL,
  ended_at TEXT  -- null: it was cut off
) STRICT;
CREATE TABLE pages (
  id INTEGER PRIMARY KEY, url TEXT NOT NULL, final_url TEXT NOT NULL, source TEXT NOT NULL REFERENCES sources(key),
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,
  body BLOB NOT NULL,  -- zlib
  sha256 TEXT NOT NULL  -- of the body, not compressed
) STRICT;
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY, crawl INTEGER NOT NULL REFERENCES crawls(id), source TEXT NOT NULL REFERENCES sources(key),
  url TEXT NOT NULL, of TEXT NOT NULL CHECK (of IN ('source', 'article')), fetched_at TEXT NOT NULL,
  outcome TEXT NOT NULL, reason TEXT NOT NULL, bytes INTEGER NOT NULL, page INTEGER REFERENCES pages(id)
) STRICT;
CREATE TABLE listed (
  url TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(key), title TEXT, published TEXT, precision TEXT,
  updated TEXT, language TEXT, text TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL
, changed_at TEXT) STRICT;
CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) STRICT;
CREATE TABLE extractions (
  page INTEGER PRIMARY KEY REFERENCES pages(id), article TEXT, reason TEXT,
  CHECK ((article IS NULL) <> (reason IS NULL))
) STRICT;
CREATE TABLE articles (
  id TEXT PRIMARY KEY, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL REFERENCES sources(key),
  first_seen TEXT NOT NULL
) STRICT;
CREATE TABLE versions (
  article TEXT NOT NULL REFERENCES articles(id), number INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  language TEXT NOT NULL, published TEXT, precision TEXT, date_source TEXT, text_hash TEXT NOT NULL,
  page INTEGER REFERENCES pages(id),  -- null: imported without a page
  seen_first TEXT NOT NULL, seen_last TEXT NOT NULL, is_current INTEGER NOT NULL,
  PRIMARY KEY (article, number), UNIQUE (article, text_hash)
) STRICT;
CREATE TABLE vectors (
  text_key TEXT NOT NULL, model TEXT NOT NULL,
  vector BLOB NOT NULL,  -- float16, length 1, as the model gave it
  PRIMARY KEY (text_key, model)
) STRICT;
CREATE TABLE geometries (
  model TEXT PRIMARY KEY, version TEXT NOT NULL,
  means BLOB NOT NULL  -- numpy .npz: one float32 array a language, and "overall"
) STRICT;
CREATE TABLE tags (
  article TEXT NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, value TEXT NOT NULL, role TEXT,
  score REAL NOT NULL, reason TEXT NOT NULL,
  evidence TEXT NOT NULL,  -- JSON: spans of title and text
  PRIMARY KEY (article, kind, value)
) STRICT;
CREATE TABLE steps (
  article TEXT NOT NULL REFERENCES articles(id), step TEXT NOT NULL, text_hash TEXT NOT NULL, rules TEXT NOT NULL,
  PRIMARY KEY (article, step)
) STRICT;
CREATE TABLE pairs (
  "left" TEXT NOT NULL REFERENCES articles(id), "right" TEXT NOT NULL REFERENCES articles(id), relation TEXT,
  probability REAL NOT NULL, is_vetoed INTEGER NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY ("left", "right")
) STRICT;
CREATE TABLE stories (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL,
  representative TEXT NOT NULL REFERENCES articles(id),
  first_published TEXT NOT NULL, last_published TEXT NOT NULL, is_roundup INTEGER NOT NULL
) STRICT;
CREATE TABLE story_members (
  article TEXT PRIMARY KEY REFERENCES articles(id), story TEXT NOT NULL REFERENCES stories(id),
  position INTEGER NOT NULL, relation TEXT NOT NULL, score REAL NOT NULL, evidence TEXT NOT NULL
) STRICT;
CREATE TABLE story_aliases (alias TEXT PRIMARY KEY, story TEXT NOT NULL) STRICT;
CREATE TABLE issues (
  id TEXT PRIMARY KEY, edition TEXT NOT NULL, period TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  articles INTEGER NOT NULL, stories INTEGER NOT NULL, coverage TEXT NOT NULL
) STRICT;
CREATE TABLE issue_entries (
  issue TEXT NOT NULL REFERENCES issues(id), position INTEGER NOT NULL, section TEXT, story TEXT NOT NULL,
  headline TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, reports TEXT NOT NULL,
  PRIMARY KEY (issue, position)
) STRICT;
CREATE TABLE entry_sentences (
  issue TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, article TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (issue, position, number), FOREIGN KEY (issue, position) REFERENCES issue_entries(issue, position)
) STRICT;
CREATE TABLE renderings (
  issue TEXT NOT NULL REFERENCES issues(id), format TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (issue, format)
) STRICT;
CREATE VIRTUAL TABLE article_words USING fts5(article UNINDEXED, title, text, tokenize = 'unicode61');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'citydesk', 'first_schema', '2026-11-27 21:14:12.928901+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'citydesk', 'listed_changes', '2026-11-27 21:14:12.929715+00:00');
INSERT INTO "sources" ("key", "name", "url", "kind", "owner", "language", "city", "grade", "evidence") VALUES ('ghent', 'City of Ghent', 'https://ghent.example/feed', 'feed', 'city', NULL, NULL, 'U', '');
INSERT INTO "sources" ("key", "name", "url", "kind", "owner", "language", "city", "grade", "evidence") VALUES ('riga', 'City of Riga', 'https://riga.example/feed', 'feed', 'city', NULL, NULL, 'U', '');
INSERT INTO "crawls" ("id", "started_at", "ended_at") VALUES (1, '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z');
INSERT INTO "pages" ("id", "url", "final_url", "source", "fetched_at", "status", "headers", "body", "sha256") VALUES (1, 'https://ghent.example/agenda', 'https://ghent.example/agenda', 'ghent', '2026-11-16T06:00:00Z', 200, '[["content-type","text/html; charset=utf-8"]]', X'789CB3C928C9CDB1B349CA4FA9B4734C4FCD4B49B4D107736CF4C13200BC310B4D', '103127c5e9d706a2c5b460ad3a91cdf432acaf3f18028e1d695d8dbb7ccc9ac8');
INSERT INTO "fetches" ("id", "crawl", "source", "url", "of", "fetched_at", "outcome", "reason", "bytes", "page") VALUES (1, 1, 'ghent', 'https://ghent.example/agenda', 'article', '2026-11-16T06:00:00Z', 'ok', '', 32, 1);
INSERT INTO "fetches" ("id", "crawl", "source", "url", "of", "fetched_at", "outcome", "reason", "bytes", "page") VALUES (2, 1, 'ghent', 'https://ghent.example/gone', 'article', '2026-11-16T06:00:00Z', 'gone', 'answered 404', 0, NULL);
INSERT INTO "extractions" ("page", "article", "reason") VALUES (1, NULL, 'no title');
INSERT INTO "articles" ("id", "url", "source", "first_seen") VALUES ('aeaabd09adb8222bb', 'https://ghent.example/tram', 'ghent', '2026-11-16T06:00:00Z');
INSERT INTO "articles" ("id", "url", "source", "first_seen") VALUES ('a3718071d93cb8288', 'https://riga.example/tram-line-4', 'riga', '2026-11-16T06:00:00Z');
INSERT INTO "articles" ("id", "url", "source", "first_seen") VALUES ('a5b6ea0f364d61711', 'https://ghent.example/library', 'ghent', '2026-11-16T06:00:00Z');
INSERT INTO "versions" ("article", "number", "title", "text", "language", "published", "precision", "date_source", "text_hash", "page", "seen_first", "seen_last", "is_current") VALUES ('aeaabd09adb8222bb', 1, 'Council approves tram line 4', 'The city council of Ghent has approved the extension of tram line 4 to the harbour on Monday evening.

The works cost 38 million euros and begin in March 2027. Six stops will be built, and 14,000 people will live within
five minutes of a tram.', 'en', '2026-11-14T06:00:00Z', 'minute', 'feed', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', NULL, '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z', 1);
INSERT INTO "versions" ("article", "number", "title", "text", "language", "published", "precision", "date_source", "text_hash", "page", "seen_first", "seen_last", "is_current") VALUES ('a3718071d93cb8288', 1, 'Council approves tram line 4', 'The city council of Ghent has approved the extension of tram line 4 to the harbour on Monday evening.

The works cost 38 million euros and begin in March 2027. Six stops will be built, and 14,000 people will live within
five minutes of a tram.', 'en', '2026-11-15T06:00:00Z', 'minute', 'feed', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', NULL, '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z', 1);
INSERT INTO "versions" ("article", "number", "title", "text", "language", "published", "precision", "date_source", "text_hash", "page", "seen_first", "seen_last", "is_current") VALUES ('a5b6ea0f364d61711', 1, 'Library opens on Sundays', 'The library of Muide opens its doors on Sundays from January onwards, from ten in the morning.

Volunteers of the neighbourhood look after the reading room, and the café sells coffee for one euro.', 'en', '2026-11-13T06:00:00Z', 'minute', 'feed', 'ab8162c236582d89cf9f1a12bb1fabdb628ea98cb6f7ec7924555da5dc5561e9', NULL, '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z', 0);
INSERT INTO "versions" ("article", "number", "title", "text", "language", "published", "precision", "date_source", "text_hash", "page", "seen_first", "seen_last", "is_current") VALUES ('a5b6ea0f364d61711', 2, 'Library opens on Sundays', 'The library of Muide opens its doors on Sundays from January onwards, from ten in the morning.

Volunteers of the neighbourhood look after the reading room, and the café sells coffee for one euro.

Entry is free.', 'en', '2026-11-13T06:00:00Z', 'minute', 'feed', '0a762a77fafdeab6c22ca397791c8823d013b59aa8c80ffc82f12198b592ac49', NULL, '2026-11-17T06:00:00Z', '2026-11-17T06:00:00Z', 1);
INSERT INTO "vectors" ("text_key", "model", "vector") VALUES ('92e5eee0413612d54e8b5b3c1312c5f106a2dab0a9713e65c889f5d9c8aea68b', 'multilingual-e5-small@1571fc98', X'002ABCA40BAC442950AE092CCA26CEA9D7A845220D0D162C2A2C542E6E2EA8A3D79CF5A4DF2606AC331A67ACFFAB51A17C21FD2E9C2961A004B062A5E3A91BA20C2999A6DC2524A0952C8BA2AC2896AAAE282FA32C97C41E8B1823AA17AB612E162C5EA80228D6276D998623D8A258ABDC247C2D11ABCE2F66A9602047B01F1B4A2A24A83DA9EEAA79A0D62608A83229AD1F9C24402AE7AB3A92C52AEB303D24379CC524CA93112AA61F84A70EA95DA82E9144A5DB21462B50203A24BA2A9127EA2C6CAC79272D2CD7A595A88E2C2928ACA949A3111C221605AEA42B962BB7A8F59A082A02A59D21D8A788AAC3A91424F02F5C2B802777ADDF28AEA47DA3CBADAE2DDF28ED29EEA808249B25462A31AE3AAB832B38282A27DAAB86B0DCA9C3A8052C5827B328162988ABA8A8B0AB31A015A064A0EB29A6294E27E1A17EADC4ACDB2305A8452D28A6871ACF2907A817A83AA9F4A5091AF19E552DB11DFF951321839AD0A9572BFD2A53A491AD1CA8F0ACB2A8322AC7AA8325E1255B2A50A7C6AC6DACDCADCB27B2225FA2CFABBB2B489D26298D242B223B277130752C4F2A602AF42BFCA92EAA7AA55DA16F29A9A02F2A552C0EAAE32669288020DD2CFCA77EB0E82CB128A22BE71F96105E20FD993228B59D4EA8D32C44A98728DEA70EA718AB5C246921C02263181C246AABCF2A8CA26C278BAC1E2C7A2DCA25E7AC98231D2C8F21CF276F2DCE2B8324D7AA04AC20AB129A8AA94E2C6FA830227D8A93285C2DEA926C2729A777A45E2D51AFCB2ED81C502832310821B21C1BAC682B9B2BC9A101B06EA9F3AC0FAC48A77CA88521BF272A297E24F6A38E217FAB659A21AD3725DA2C90A4C22E971E2C2D1CADAEAAC12C7FA8902186ABCEA802AAD1AC83ACD22264A9AF9E30212A2C60B0FB2AF31EFBAC11240DA14E256727692041AA02A67EA555AC1AAF951EEF28F5A66AAA2F2672A8E52579AB29AF089D089AC6A33EA3BFA8F2AC422E42A8AF2927A92E28CFA0362B5991CCA05D10E7277D27A3A67BA679A30EACB8ADB9AA7827FD21EE1E30A8AF203827AD2B9CA076299F15BF25809FA729');
INSERT INTO "vectors" ("text_key", "model", "vector") VALUES ('a728ba186d5695e5157e131aba1e947136d7498c927a9f996ab8b70ddbca7aa8', 'multilingual-e5-small@1571fc98', X'612DB3AA80A61FAC18A959190D216DA727A94022109F89221599D52C4115A92A6BA676A8892AFF25C5A1A19E5E2993A41D29D024342B2BA59BAED0A5CD234229EF249AA6971F0CA5A7A55E293A2C272A542F2A235EAC37A5F7A082AE1892DAABE5A9872D4BA6C7ACE9ACC9A723A496206D28C927D8A9FB2E86A82DA284AAD2AAA9A587AC77A9C2249025B92B15AE281D41A0AAA9E12C5F9CD5ADC02A422DA5A989A2BB275EAB5520B7A33EAA6DA723A8DDA07C1D7C2146227212FAA750A83C21272A6AAC9CA5C8AB7416FE26EB2C8D2B72AC69AC20293AAD26ABD6A76F2A182F2423A7259AA940223721090C57A95FA4872DEF28D9257E276DA8D42DDD1B9CA9EF293FA960ABE1ACE8A320267A2897AD36A96E27DF2EEEA668A83BAB019D3E9F329CC7A26A993C2C032B68A8D190D91CCCADA3280B2267242F2997A488A69A9A3315F5988C2D41A9FFAAEE2B7EA9C1A989A484A6B8ACB5A87EA85F85402650A6DAAE2CA4C12DEB9631ACEBAB54AEE5ADB62B8D9986A0D19C29292FA9E5A596ACF89F78A32731A92B23ABFC2536267D2D382CDEA93E2CF0A7881F1A2949275CA2D8A44DB0E0A314A7882481AA1E182AA83B2BCC2265278EADBD16E52A009697AFF7A77E218DA6B82C2EAB1AA51A2AE0257B2C78AA172EF629CD9B74AD08A9C6A9F322AB2C0C273CA42F252B191C2DBEA2252EBCA0272CA59C4D30B4AC58AAE1A0782D5E9E232C6624C82C06A881A46D25682CCFAA122CAB91532D94A8952AAAA973AC29ACC422C6AD89286AAD572AEAA99F2C2C2C44A098A28F2BDB2C0F2F262988B0022C20A67A22FF2AC8AB97281A306C2C12290DA6A127E02A54A1DEAD712367239225F527FFA20CA967AD85AC5D30BFAC89253821D39AC3ADB3AA26A5ED28C62A3EA7D5249727E6AE36202F27DAA445A5ECABD1A5DB236B98EFA884A66DA997262BAED829189FCD29AE280E9E8A11B1A80EA776AAAA1B80A3E324D3A277AA76ABAE2E2DA89926D72C6B282DAC6AA9F41DD8A31D2D2C281AA92B24F522161C47A90AAFBCAD9428AB19729D8D2305A6CCA071AA84284B2AAE28C82B792A312A');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('a3718071d93cb8288', 'city', 'ghent', 'primary', 0.5546, '', '[["text",20,25,"Ghent"]]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('a3718071d93cb8288', 'topic', 'governance-democracy', NULL, 0.5385, 'nearest wording: Residents vote on the participatory budget as the council elects a new mayor', '[]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('a3718071d93cb8288', 'topic', 'mobility', NULL, 0.5331, 'nearest wording: Getting around the city: tram, bus, metro, cycle path, bicycles, parking, road works, traffic closure, speed limit, charging points, low-emission zone and pedestrians.', '[["title",17,21,"tram"],["title",22,26,"line"],["text",56,60,"tram"],["text",61,65,"line"],["text",107,112,"works"],["text",238,242,"tram"]]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('a5b6ea0f364d61711', 'topic', 'governance-democracy', NULL, 0.7292, 'nearest wording: Residents vote on the participatory budget as the council elects a new mayor', '[]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('a5b6ea0f364d61711', 'topic', 'social-inclusion', NULL, 0.66, 'nearest wording: The city supports people in need: poverty, benefits, debt advice, social services, food bank, low-income households, social workers, loneliness and neighbourhood support.', '[["text",114,127,"neighbourhood"]]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('aeaabd09adb8222bb', 'city', 'ghent', 'primary', 0.5546, '', '[["text",20,25,"Ghent"]]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('aeaabd09adb8222bb', 'topic', 'governance-democracy', NULL, 0.5385, 'nearest wording: Residents vote on the participatory budget as the council elects a new mayor', '[]');
INSERT INTO "tags" ("article", "kind", "value", "role", "score", "reason", "evidence") VALUES ('aeaabd09adb8222bb', 'topic', 'mobility', NULL, 0.5331, 'nearest wording: Getting around the city: tram, bus, metro, cycle path, bicycles, parking, road works, traffic closure, speed limit, charging points, low-emission zone and pedestrians.', '[["title",17,21,"tram"],["title",22,26,"line"],["text",56,60,"tram"],["text",61,65,"line"],["text",107,112,"works"],["text",238,242,"tram"]]');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a3718071d93cb8288', 'embed', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'embed multilingual-e5-small@1571fc98');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a5b6ea0f364d61711', 'embed', '0a762a77fafdeab6c22ca397791c8823d013b59aa8c80ffc82f12198b592ac49', 'embed multilingual-e5-small@1571fc98');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('aeaabd09adb8222bb', 'embed', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'embed multilingual-e5-small@1571fc98');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a3718071d93cb8288', 'tag', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'tag-1 multilingual-e5-small@1571fc98 2eb8befa');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a5b6ea0f364d61711', 'tag', '0a762a77fafdeab6c22ca397791c8823d013b59aa8c80ffc82f12198b592ac49', 'tag-1 multilingual-e5-small@1571fc98 2eb8befa');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('aeaabd09adb8222bb', 'tag', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'tag-1 multilingual-e5-small@1571fc98 2eb8befa');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a3718071d93cb8288', 'group', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'similar-1 multilingual-e5-small@1571fc98 1 1');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('a5b6ea0f364d61711', 'group', '0a762a77fafdeab6c22ca397791c8823d013b59aa8c80ffc82f12198b592ac49', 'similar-1 multilingual-e5-small@1571fc98 1 1');
INSERT INTO "steps" ("article", "step", "text_hash", "rules") VALUES ('aeaabd09adb8222bb', 'group', 'a43ba89548cb65be0c7b66bce5c2ad15302d9141c36cc0207e59aff78b246150', 'similar-1 multilingual-e5-small@1571fc98 1 1');
INSERT INTO "pairs" ("left", "right", "relation", "probability", "is_vetoed", "evidence") VALUES ('a3718071d93cb8288', 'aeaabd09adb8222bb', 'copy', 1.0, 0, '["identical text"]');
INSERT INTO "stories" ("id", "title", "language", "representative", "first_published", "last_published", "is_roundup") VALUES ('s5b6ea0f364d61711', 'Library opens on Sundays', 'en', 'a5b6ea0f364d61711', '2026-11-13T06:00:00Z', '2026-11-13T06:00:00Z', 0);
INSERT INTO "stories" ("id", "title", "language", "representative", "first_published", "last_published", "is_roundup") VALUES ('seaabd09adb8222bb', 'Council approves tram line 4', 'en', 'aeaabd09adb8222bb', '2026-11-14T06:00:00Z', '2026-11-15T06:00:00Z', 0);
INSERT INTO "story_members" ("article", "story", "position", "relation", "score", "evidence") VALUES ('a5b6ea0f364d61711', 's5b6ea0f364d61711', 0, 'original', 1.0, '["most official and complete"]');
INSERT INTO "story_members" ("article", "story", "position", "relation", "score", "evidence") VALUES ('aeaabd09adb8222bb', 'seaabd09adb8222bb', 0, 'original', 1.0, '["most official and complete"]');
INSERT INTO "story_members" ("article", "story", "position", "relation", "score", "evidence") VALUES ('a3718071d93cb8288', 'seaabd09adb8222bb', 1, 'copy', 1.0, '["identical text"]');
INSERT INTO "article_words" (rowid, "article", "title", "text") VALUES (1, 'a3718071d93cb8288', 'council approves tram line 4', 'the city council of ghent has approved the extension of tram line 4 to the harbour on monday evening the works cost 38 million euros and begin in march 2027 six stops will be built and 14 000 people will live within five minutes of a tram');
INSERT INTO "article_words" (rowid, "article", "title", "text") VALUES (2, 'a5b6ea0f364d61711', 'library opens on sundays', 'the library of muide opens its doors on sundays from january onwards from ten in the morning volunteers of the neighbourhood look after the reading room and the cafe sells coffee for one euro entry is free');
INSERT INTO "article_words" (rowid, "article", "title", "text") VALUES (3, 'aeaabd09adb8222bb', 'council approves tram line 4', 'the city council of ghent has approved the extension of tram line 4 to the harbour on monday evening the works cost 38 million euros and begin in march 2027 six stops will be built and 14 000 people will live within five minutes of a tram');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX pages_by_url ON pages(url);
CREATE INDEX fetches_by_source ON fetches(source, id);
CREATE INDEX fetches_by_url ON fetches(url, id);
CREATE INDEX articles_by_source ON articles(source);
CREATE INDEX versions_current ON versions(is_current, published);
CREATE INDEX tags_by_value ON tags(kind, value);
CREATE INDEX pairs_by_right ON pairs("right");
CREATE INDEX story_members_by_story ON story_members(story, position);
CREATE VIEW articles_flat AS
SELECT articles.id, articles.url, sources.name AS source_name, sources.city AS source_city, versions.title,
       versions.text, versions.language, versions.published, versions.precision, versions.number AS version,
       articles.first_seen, story_members.story, story_members.relation
FROM articles
JOIN versions ON versions.article = articles.id AND versions.is_current
JOIN sources ON sources.key = articles.source
LEFT JOIN story_members ON story_members.article = articles.id;
CREATE VIEW story_cities AS
SELECT story_members.story, tags.value AS city, tags.role, max(tags.score) AS score
FROM story_members JOIN tags ON tags.article = story_members.article AND tags.kind = 'city'
GROUP BY story_members.story, tags.value, tags.role;
CREATE VIEW source_health AS
SELECT sources.key, sources.name, fetches.fetched_at, fetches.outcome, fetches.reason
FROM sources JOIN fetches ON fetches.id = (
  SELECT max(id) FROM fetches WHERE fetches.source = sources.key AND fetches.of = 'source');
