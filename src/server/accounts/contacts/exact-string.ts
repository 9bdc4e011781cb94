import { DataTypes, StringField } from '@nocobase/database';

/**
 * A text that is compared byte by byte. NocoBase's texts have the collation of the database on MySQL and MariaDB, for which
 * `josé@example.com` is `jose@example.com`, and that may be two people.
 */
export class ExactStringField extends StringField {
  override get dataType() {
    const length = (this.options as { length?: number }).length ?? 255;
    const isExact = !this.database.inDialect('mysql', 'mariadb');
    return (isExact ? DataTypes.STRING(length) : DataTypes.STRING(length, true)) as unknown as typeof DataTypes.STRING;
  }
}
