/** Two speech bubbles in WeCom's blue, in a square of 24; a drawing of our own, not the brand's artwork. */
export const ICON_SHAPES = [
  [
    'path',
    {
      fill: '#2b7ce9',
      d: 'M9.5 3C5 3 1.5 5.9 1.5 9.6c0 2 1.1 3.8 2.8 5L3.6 17.4l3.2-1.6c.9.2 1.8.4 2.7.4 4.5 0 8-3 8-6.6S14 3 9.5 3Z',
    },
  ],
  [
    'path',
    {
      fill: '#2b7ce9',
      opacity: '.55',
      d: 'M18.9 9.5c.1 4.5-3.9 8-8.6 8.2 1.3 1.7 3.5 2.8 6 2.8.8 0 1.6-.1 2.3-.3l2.6 1.3-.6-2.3c1.5-1 2.4-2.6 2.4-4.3 0-2.3-1.6-4.4-4.1-5.4Z',
    },
  ],
  ['circle', { fill: '#fff', cx: '6.8', cy: '9.6', r: '1.1' }],
  ['circle', { fill: '#fff', cx: '12.2', cy: '9.6', r: '1.1' }],
] as const;
