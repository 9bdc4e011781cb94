import { Alert, Table, type TableProps } from 'antd';
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
  return (
    <>
      {problem ? <Alert type="error" showIcon message={t(problem)} /> : null}
      <Table<Row>
        {...table}
        rowKey={rowKey}
        loading={isLoading}
        dataSource={rows}
        pagination={{ current: page, total, pageSize, showSizeChanger: false, onChange: turnTo }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: empty }}
      />
    </>
  );
}
