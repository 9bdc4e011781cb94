import { theme } from 'antd';

/** WeCom's own look in the colours of NocoBase's theme, so that it is dark where that is. */
export function usePreviewStyle(): string {
  const { token } = theme.useToken();
  return `
.wecom-chat { max-width: 420px; margin-bottom: 8px; padding: 14px; border-radius: 8px; background: ${token.colorFillTertiary}; }
.wecom-app { display: grid; flex: none; place-items: center; width: 36px; height: 36px; border-radius: 6px; background: ${token.colorBgContainer}; }
.wecom-bubble, .wecom-card { min-width: 0; border-radius: 6px; background: ${token.colorBgContainer}; color: ${token.colorText}; overflow-wrap: anywhere; white-space: pre-wrap; }
.wecom-bubble { padding: 8px 12px; }
.wecom-card { flex: 1; padding: 12px 14px; }
.wecom-title { display: block; margin-bottom: 6px; font-size: 16px; line-height: 1.4; }
.wecom-quiet, .wecom-quote, .wecom-color-gray, .wecom-color-comment { color: ${token.colorTextSecondary}; }
.wecom-quote { padding-left: 10px; border-left: 3px solid ${token.colorBorder}; }
.wecom-heading { font-weight: 600; }
.wecom-heading-1 { font-size: 19px; }
.wecom-heading-2 { font-size: 17px; }
.wecom-link { color: ${token.colorLink}; text-decoration: underline; }
.wecom-color-info { color: ${token.colorSuccessText}; }
.wecom-color-warning, .wecom-color-highlight { color: ${token.colorWarningText}; }
.wecom-color-normal { color: ${token.colorText}; }
.wecom-variable { padding: 0 4px; border-radius: 4px; background: ${token.colorFillSecondary}; }
.wecom-emphasis { display: grid; margin: 10px 0; text-align: center; }
.wecom-emphasis b { font-size: 26px; line-height: 1.3; }
.wecom-rows { display: grid; gap: 4px; margin: 8px 0 0; }
.wecom-rows div { display: grid; grid-template-columns: minmax(60px, 30%) 1fr; gap: 8px; }
.wecom-rows dt { color: ${token.colorTextSecondary}; font-weight: normal; }
.wecom-rows dd { margin: 0; min-width: 0; }
.wecom-more { display: flex; justify-content: space-between; margin: 12px -14px -12px; padding: 9px 14px; border-top: 1px solid ${token.colorSplit}; }
`;
}
