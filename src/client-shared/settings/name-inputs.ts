import { type RefObject, useEffect } from 'react';

/**
 * NocoBase's variable inputs are editable elements that all call themselves "textbox", or passwords without a name.
 * Screen readers should say the label that everybody else sees.
 *
 * @see NocoBase client-v2 components/form/VariableInput.tsx, client schema-component/antd/variable/TextArea.tsx
 */
export function useNamedInputs(form: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = form.current;
    if (!element) return undefined;
    const observer = new MutationObserver(() => nameInputs(element));
    observer.observe(element, { childList: true, subtree: true });
    nameInputs(element);
    return () => observer.disconnect();
  }, [form]);
}

function nameInputs(form: HTMLElement): void {
  for (const input of form.querySelectorAll('[contenteditable="true"], input[type="password"]')) {
    const label = input.closest('.ant-form-item, .ant-formily-item')?.querySelector('label')?.textContent;
    if (label) input.setAttribute('aria-label', label);
    if (input instanceof HTMLElement && input.isContentEditable) {
      input.setAttribute('role', 'textbox');
      // 200 px in the legacy client, which is more than half a phone, where the drawer is.
      input.style.minWidth = '0';
    }
  }
}
