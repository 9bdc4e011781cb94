import { Alert, Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';
import { HelpText } from '../readable';
import { useT } from '../translate';
import type { Pages } from './use-pages';

type Props<Row> = Pick<TableProps<Row>, 'columns' | 'rowSelection' | 'size'> & {
  pages: Pages<Row>;
  rowKey?: TableProps<Row>['rowKey'];
  /** What stands there when there is no row, translated. */
  empty: string;
};

/** Rows of the server, page by page, with what goes wrong above them. On a phone the table scrolls, not the page. */
export function PagedTable<Row extends object>({ pages, empty, rowKey = 'id', ...table }: Props<Row>) {
  const t = useT();
  const { rows, isLoading, problem, page, pageSize, total, turnTo } = pages;
  const around = useRef<HTMLDivElement>(null);
  // The part that scrolls is antd's own, and no key would reach it.
  useEffect(() => {
    around.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  });
  return (
    <div ref={around}>
      {problem ? <Alert type="error" showIcon message={t(problem)} /> : null}
      <Table<Row>
        {...table}
        rowKey={rowKey}
        loading={isLoading}
        dataSource={rows}
        pagination={{ current: page, total, pageSize, showSizeChanger: false, onChange: turnTo }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <HelpText>{empty}</HelpText> }}
      />
    </div>
  );
}
