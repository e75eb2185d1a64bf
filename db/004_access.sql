-- Keys that the whole cluster has in common, such as that of the API's certificate authority, each encrypted as the values of Secrets are.
-- docs/access.md says which there are. This script can be applied any number of times.
CREATE TABLE IF NOT EXISTS cluster_key (
  name text COLLATE "C" PRIMARY KEY,
  sealed text NOT NULL
);
