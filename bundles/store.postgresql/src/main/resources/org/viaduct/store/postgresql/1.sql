-- Texts (id, name, labels, bucket, key) are in an encoding like UTF-8 in which each UTF-16 code unit stands for itself: it holds
-- any text, and its bytes are in the order of the code units. convert_from(id, 'UTF8') shows nearly all of them.

CREATE TABLE viaduct_resource (
    -- Counts up in the order of creation.
    number   bigint  PRIMARY KEY,
    id       bytea   NOT NULL UNIQUE,
    -- 0 for the CSEBase.
    parent   bigint  NOT NULL,
    name     bytea   NOT NULL,
    -- The numbers of its ancestors and its own, 8 bytes each: what is below a resource is a range.
    path     bytea   NOT NULL,
    type     integer NOT NULL,
    revision bigint  NOT NULL,
    -- expirationTime, in microseconds since 1970.
    expires  bigint,
    labels   bytea[] NOT NULL,
    -- The parent's id, then the attributes.
    content  bytea   NOT NULL,
    UNIQUE (parent, name)
) WITH (fillfactor = 85);

CREATE INDEX viaduct_resource_path ON viaduct_resource (path);
CREATE INDEX viaduct_resource_type ON viaduct_resource (type, number);
CREATE INDEX viaduct_resource_expires ON viaduct_resource (expires, number) WHERE expires IS NOT NULL;
CREATE INDEX viaduct_resource_labels ON viaduct_resource USING gin (labels) WHERE labels <> '{}';

CREATE TABLE viaduct_entry (
    bucket   bytea  NOT NULL,
    key      bytea  NOT NULL,
    revision bigint NOT NULL,
    value    bytea  NOT NULL,
    PRIMARY KEY (bucket, key)
) WITH (fillfactor = 85);

-- One row, written to find out whether the database can be written.
CREATE TABLE viaduct_probe (
    written timestamptz NOT NULL
);
INSERT INTO viaduct_probe VALUES (now());
