-- Schema 1: peers, API keys, invitations, credentials, ownership.
-- BYTES stands for what the database calls its type for bytes.

-- How often each part was changed; see Revisions.
CREATE TABLE revisions (
  channel TEXT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  purged BIGINT NOT NULL
);

-- fingerprints, scopes: JSON arrays of strings; resources: a JSON object of arrays of strings.
CREATE TABLE peers (
  peer_id TEXT NOT NULL PRIMARY KEY,
  fingerprints TEXT NOT NULL,
  auth_token_hash TEXT,
  scopes TEXT NOT NULL,
  resources TEXT NOT NULL,
  display_name TEXT,
  address TEXT,
  enabled SMALLINT NOT NULL
);

-- Each fingerprint and token hash of peers: no two peers have the same.
CREATE TABLE peer_credentials (
  credential TEXT NOT NULL PRIMARY KEY,
  peer_id TEXT NOT NULL REFERENCES peers (peer_id) ON DELETE CASCADE
);

CREATE INDEX peer_credentials_of ON peer_credentials (peer_id);

-- Moments are milliseconds since 1970 in UTC.
CREATE TABLE api_keys (
  prefix TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  description TEXT NOT NULL,
  expires_at BIGINT
);

CREATE TABLE invitations (
  hash TEXT NOT NULL PRIMARY KEY,
  peer_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  resources TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE credentials (
  provider TEXT NOT NULL PRIMARY KEY,
  key_version BIGINT NOT NULL,
  salt BYTES NOT NULL,
  iv BYTES NOT NULL,
  data BYTES NOT NULL
);

-- Each node's own. Without an owner a row is the trace of a removal, which is purged later.
CREATE TABLE ownership (
  node TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT,
  revision BIGINT NOT NULL,
  PRIMARY KEY (node, type, id)
);

CREATE INDEX ownership_news ON ownership (node, revision);
