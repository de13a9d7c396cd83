import { Version } from '@microsoft/sp-core-library';
import { type IPropertyPaneConfiguration, PropertyPaneTextField } from '@microsoft/sp-property-pane';
import { BaseClientSideWebPart } from '@microsoft/sp-webpart-base';
import type { SecureScoreGauge } from 'secure-score-gauge';

/** The audience of a token, whatever host the API has. */
const RESOURCE = 'https://api.securitycenter.microsoft.com';

export interface ISecureScoreWebPartProps {
  /** The widget's script. Only the manifest sets it: who edits a page must not choose what runs there. */
  widget: string;
  /** The root of the API, for regions and clouds; empty for the default. Only the manifest sets it: a token goes there. */
  apiBase: string;
  /** A published file, or nothing for the API. */
  source: string;
  bands: string;
  target: string;
}

/** Microsoft Secure Score for Devices on a page of SharePoint. */
export default class SecureScoreWebPart extends BaseClientSideWebPart<ISecureScoreWebPartProps> {
  private gauge: SecureScoreGauge | undefined;

  protected async onInit(): Promise<void> {
    await super.onInit();
    // At run time, from a trusted script source: SharePoint's own bundler would move the script away from its files.
    await import(/* webpackIgnore: true */ this.properties.widget);
  }

  public render(): void {
    if (!this.gauge) {
      this.gauge = document.createElement('secure-score-gauge');
      this.gauge.append('Secure score: see the Defender portal');
      this.gauge.getToken = async ({ reason }) => {
        const provider = await this.context.aadTokenProviderFactory.getTokenProvider();
        // From the cache at first only: a token that was refused, or is about to expire, is of no use.
        return provider.getToken(RESOURCE, reason === 'initial');
      };
      this.domElement.append(this.gauge);
    }
    this.gauge.apiBase = this.properties.apiBase || null;
    this.gauge.src = this.properties.source || null;
    this.gauge.bands = this.properties.bands || null;
    this.gauge.target = this.properties.target || null;
  }

  protected onDispose(): void {
    this.gauge?.remove();
    this.gauge = undefined;
  }

  protected get dataVersion(): Version {
    return Version.parse('1.0');
  }

  protected getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return {
      pages: [
        {
          header: { description: 'Microsoft Secure Score for Devices' },
          groups: [
            {
              groupFields: [
                PropertyPaneTextField('source', { label: 'Published file', description: 'Empty: the API, as the reader' }),
                PropertyPaneTextField('bands', { label: 'Bands', placeholder: '0 Low, 400 Fair, 700 Good' }),
                PropertyPaneTextField('target', { label: 'Target', placeholder: '700, or 70%' }),
              ],
            },
          ],
        },
      ],
    };
  }
}
