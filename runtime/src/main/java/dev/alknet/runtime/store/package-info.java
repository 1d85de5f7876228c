/// Where identities, credentials and ownership are kept: in memory, in an SQLite file, or in a
/// PostgreSQL database that several nodes share.
///
/// [Stores] opens one of them. Reads come from a mirror in memory and ask no database. A write is one
/// transaction that changes rows and raises the revision of its part; the one watcher of a database
/// sees raised revisions, whoever raised them, and renews the mirror. What is ours of SQL is the same
/// for both databases; what differs is in `SqliteDatabase` and `PostgresDatabase`.
///
/// Depends on the contracts in `identity` and on nothing else here. The only room that sees JDBC and
/// its drivers; their types do not leave it. Nothing here decrypts. Source: vault-store-script.md §2,
/// call.md §24, ruling 18.
@NullMarked
package dev.alknet.runtime.store;

import org.jspecify.annotations.NullMarked;
