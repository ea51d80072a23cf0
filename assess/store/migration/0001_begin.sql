-- The first schema. Rows are only ever added (and expired drafts removed); ids are those of assess.store.secret, or the importer's.
-- Times are UTC. Blobs are those of assess.store.blob.

create table meta (
    schema_version integer not null,
    applied_at timestamp not null
);

-- one row per distinct shape of assessment: what its rows have in common
create table model (
    model integer primary key,
    questionnaire varchar not null,
    version varchar not null,
    hash varchar not null,
    questions varchar[] not null,
    nodes varchar[] not null
);

-- one row per assessment begun in the form; digest is the SHA-256 of its token
create table draft (
    id varchar primary key,
    digest blob not null,
    questionnaire varchar not null,
    version varchar not null,
    hash varchar not null,
    language varchar not null,
    profile map(varchar, varchar) not null,
    created_at timestamp not null
);

-- one row per save; key is the client's, empty if it sent none
create table save (
    draft varchar not null,
    revision integer not null,
    saved_at timestamp not null,
    key varchar not null,
    change blob not null
);
create index save_draft on save (draft);

-- one row per submitted assessment; score is in hundredths, in the order of model.nodes, null where not scored
create table submission (
    id varchar primary key,
    key varchar not null,
    submitted_at timestamp not null,
    industry varchar,
    size varchar,
    region varchar,
    contributes boolean not null,
    synthetic boolean not null,
    source varchar not null,
    answers blob not null,
    scores blob not null,
    score smallint[] not null,
    model integer not null
);

-- one row per batch that was added as a whole
create table batch (
    key varchar primary key,
    added_at timestamp not null,
    assessments integer not null
);
