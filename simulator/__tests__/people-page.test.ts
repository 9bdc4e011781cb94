/** The pages on which the company is changed. */
import { largeCompany } from '../index';
import { page, sharedSimulator, webLoginPath } from './helpers';

const simulator = sharedSimulator();
const text = async (path: string) => (await page(simulator.get(), path)).text();
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  page(simulator.get(), path, headers, String(new URLSearchParams(form)));
const member = (userid: string) => simulator.get().state.corp.directory.member(userid);
const zhangwei = {
  userid: 'zhangwei',
  name: '张伟',
  department: '2',
  status: '1',
  mobile: '13800000001',
  position: '',
};

test('shows a department, its members and what is below it', async () => {
  const html = await text('/people?department=2');
  expect(html).toContain('data-testid="member-zhangwei"');
  expect(html).toContain('data-testid="department-5"');
  expect(html).not.toContain('data-testid="member-LiNa"');
  expect(await text('/people?q=LINA')).toContain('data-testid="member-LiNa"');
});

test('hires, moves, disables, renames and dismisses somebody', async () => {
  const hired = await post('/people/hire', {
    userid: 'new',
    name: '新人',
    department: '2, 5',
    mobile: '1',
    position: 'x',
  });
  expect(hired.headers.get('location')).toBe('/people/member?userid=new');
  expect(member('new')).toMatchObject({ name: '新人', department: [2, 5], status: 1 });
  await post('/people/change', { ...zhangwei, department: '3', status: '2' });
  expect(member('zhangwei')).toMatchObject({ department: [3], status: 2 });
  await post('/people/rename', { userid: 'new', newUserid: 'new.one' });
  expect(member('new.one')).toMatchObject({ name: '新人' });
  await post('/people/dismiss', { userid: 'new.one' });
  expect(member('new.one')).toBeUndefined();
});

test('leaves the main department alone when nobody moves', async () => {
  simulator.get().control.upsertMember({ userid: 'liuqiang', main_department: 5 });
  await post('/people/change', {
    userid: 'liuqiang',
    name: '刘强',
    department: '2, 5',
    status: '1',
    mobile: '',
    position: '',
  });
  expect(member('liuqiang')).toMatchObject({ main_department: 5, mobile: '' });
});

test('makes, moves and deletes departments', async () => {
  const { directory } = simulator.get().state.corp;
  const made = await post('/people/department/add', { parentid: '2', name: '新部' });
  expect(made.headers.get('location')).toBe('/people?department=7');
  await post('/people/department/change', { id: '7', name: '旧部', parentid: '3' });
  expect(directory.department(7)).toMatchObject({ name: '旧部', parentid: 3 });
  await post('/people/department/remove', { id: '7' });
  expect(directory.department(7)).toBeUndefined();
});

test.each([
  ['/people/hire', { userid: 'LINA', name: 'x', department: '2' }, 'already'],
  ['/people/hire', { userid: 'new', name: 'x', department: '99' }, 'no department 99'],
  ['/people/hire', { userid: '-', name: 'x', department: '2' }, 'userid'],
  ['/people/change', { ...zhangwei, status: '3' }, 'status'],
  ['/people/rename', { userid: 'zhangwei', newUserid: 'LiNa' }, 'already'],
  ['/people/department/remove', { id: '2' }, 'members'],
  ['/people/department/change', { id: '2', name: 'x', parentid: '5' }, 'below itself'],
  ['/events/save', { receiver: 'contact-sync', url: 'x', token: 'x', encodingAesKey: 'x' }, 'callback'],
])('%s %j is refused in a sentence', async (path, form, word) => {
  const response = await post(path, form);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(word);
});

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'none' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
])('changes nothing for a form of somebody else: %j', async (headers) => {
  const sent = Object.fromEntries(Object.entries(headers));
  expect((await post('/people/dismiss', { userid: 'zhangwei' }, sent)).status).toBe(403);
  expect(member('zhangwei')).toBeDefined();
});

test('takes a form of its own, which browsers send with the origin "null"', async () => {
  await post('/people/dismiss', { userid: 'zhangwei' }, { 'sec-fetch-site': 'same-origin', origin: 'null' });
  expect(member('zhangwei')).toBeUndefined();
});

test('pages stay short in a large company, and everybody is found', async () => {
  simulator.get().control.patchCorp(largeCompany({ members: 3000 }));
  for (const path of ['/', '/people?q=a', '/workbench', webLoginPath()]) {
    expect((await text(path)).length).toBeLessThan(60_000);
  }
  expect(await text('/workbench?sim_search=yuangong2989')).toContain('data-testid="member-yuangong2989"');
  const found = await text(webLoginPath({ sim_search: 'yuangong2989' }));
  expect(found).toContain('data-testid="member-yuangong2989"');
  expect(found).toContain('<input type="hidden" name="state" value="abc123">');
});
