// A stub of a SharePoint page: what the web part takes of SharePoint's packages, by their own types.
import type * as core from '@microsoft/sp-core-library';
import type { AadTokenProvider, AadTokenProviderFactory } from '@microsoft/sp-http';
import type * as pane from '@microsoft/sp-property-pane';
import type * as base from '@microsoft/sp-webpart-base';
import type { ISecureScoreWebPartProps } from '../src/webparts/secureScore/SecureScoreWebPart';

/** What the web part asked of the token provider. */
const asked: { resource: string; cached: unknown }[] = [];

const provider: Pick<AadTokenProvider, 'getToken'> = {
  getToken: async (resource: string, cached?: unknown) => {
    asked.push({ resource, cached });
    return 'a-token';
  },
};
const factory: Pick<AadTokenProviderFactory, 'getTokenProvider'> = {
  getTokenProvider: async () => provider as AadTokenProvider,
};

/** The part of SharePoint's base class that a web part of this kind needs. */
class BaseClientSideWebPart<Properties> {
  readonly context = { aadTokenProviderFactory: factory } as unknown as base.WebPartContext;
  readonly domElement: HTMLElement;

  constructor(readonly properties: Properties) {
    this.domElement = document.querySelector('#web-part')!;
  }

  protected async onInit(): Promise<void> {}
}

const modules = {
  '@microsoft/sp-core-library': { Version: { parse: (text: string) => text as unknown as core.Version } },
  '@microsoft/sp-property-pane': {
    PropertyPaneTextField: ((targetProperty: string, properties: pane.IPropertyPaneTextFieldProps) => ({
      targetProperty,
      properties,
      type: 3,
    })) as unknown as typeof pane.PropertyPaneTextField,
  },
  '@microsoft/sp-webpart-base': { BaseClientSideWebPart: BaseClientSideWebPart as unknown as typeof base.BaseClientSideWebPart },
} satisfies Record<string, object>;

interface WebPart {
  onInit(): Promise<void>;
  render(): void;
  onDispose(): void;
  getPropertyPaneConfiguration(): pane.IPropertyPaneConfiguration;
}

// SharePoint's loader gives a bundle its packages.
let exported: { default: new (properties: ISecureScoreWebPartProps) => WebPart };
Object.assign(globalThis, {
  require: (name: keyof typeof modules) => modules[name],
  module: {
    set exports(value: typeof exported) {
      exported = value;
    },
  },
  /** Puts the web part on the page, as SharePoint does. */
  async start(properties: ISecureScoreWebPartProps) {
    const part = new exported.default(properties);
    await part.onInit();
    part.render();
    Object.assign(globalThis, { part, asked });
  },
});
