/** oidc-provider's storage on SQLite: one table for all its models, as its example for SQL databases has it. */
import type { DatabaseSync } from 'node:sqlite';
import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

export function sqliteAdapter(db: DatabaseSync): AdapterFactory {
  db.exec(`
    CREATE TABLE models (
      model TEXT NOT NULL,
      id TEXT NOT NULL,
      payload TEXT NOT NULL,
      grant_id TEXT,
      user_code TEXT,
      uid TEXT,
      expires_at_ms INTEGER,
      PRIMARY KEY (model, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX models_by_grant ON models (grant_id) WHERE grant_id IS NOT NULL;
    CREATE INDEX models_by_user_code ON models (user_code) WHERE user_code IS NOT NULL;
    CREATE INDEX models_by_uid ON models (uid) WHERE uid IS NOT NULL;
  `);
  const put = db.prepare('INSERT OR REPLACE INTO models VALUES (?, ?, ?, ?, ?, ?, ?)');
  const living = 'model = ? AND (expires_at_ms IS NULL OR expires_at_ms > ?)';
  const byId = db.prepare(`SELECT payload FROM models WHERE ${living} AND id = ?`);
  const byUid = db.prepare(`SELECT payload FROM models WHERE ${living} AND uid = ?`);
  const byUserCode = db.prepare(`SELECT payload FROM models WHERE ${living} AND user_code = ?`);
  const consume = db.prepare(
    "UPDATE models SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?",
  );
  const destroy = db.prepare('DELETE FROM models WHERE model = ? AND id = ?');
  const revoke = db.prepare('DELETE FROM models WHERE model = ? AND grant_id = ?');

  return (model) => {
    const found = (statement: typeof byId, name: string): AdapterPayload | undefined => {
      const row = statement.get(model, Date.now(), name);
      return row === undefined ? undefined : (JSON.parse(String(row['payload'])) as AdapterPayload);
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        const { grantId = null, userCode = null, uid = null } = payload;
        const expiresAtMs = expiresIn ? Date.now() + expiresIn * 1000 : null;
        put.run(model, id, JSON.stringify(payload), grantId, userCode, uid, expiresAtMs);
      },
      find: async (id) => found(byId, id),
      findByUid: async (uid) => found(byUid, uid),
      findByUserCode: async (userCode) => found(byUserCode, userCode),
      consume: async (id) => {
        consume.run(Math.floor(Date.now() / 1000), model, id);
      },
      destroy: async (id) => {
        destroy.run(model, id);
      },
      revokeByGrantId: async (grantId) => {
        revoke.run(model, grantId);
      },
    };
  };
}
