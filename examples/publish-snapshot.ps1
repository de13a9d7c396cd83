<#
.SYNOPSIS
Asks the Defender API for the score and publishes it as a file, for <secure-score-gauge src="...">.

.DESCRIPTION
FILE is replaced in one step, and only by a good answer: on any failure it stays as it was, and the exit code is not 0. It holds
the time and the score and nothing else of the answer. Windows PowerShell 5.1 or PowerShell 7. The program
secure-score-publish does the same, and keeps a history: see docs/static-hosting.md.

The environment has the settings, as secrets do not belong on a command line:

  SECURE_SCORE_TOKEN          a bearer token for https://api.securitycenter.microsoft.com; or, to get one here as an application
                              (permission Score.Read.All), these three:
  SECURE_SCORE_TENANT         the directory (tenant) ID
  SECURE_SCORE_CLIENT_ID      the application (client) ID
  SECURE_SCORE_CLIENT_SECRET  the client secret
  SECURE_SCORE_API_BASE       root of the API; default https://api.securitycenter.microsoft.com
  SECURE_SCORE_LOGIN          root of the sign-in service; default https://login.microsoftonline.com
  SECURE_SCORE_METRIC         secure-score (default) or exposure-score

.EXAMPLE
./publish-snapshot.ps1 C:\inetpub\portal\score.json
#>
[CmdletBinding()]
param([Parameter(Mandatory = $true)] [string] $File)

# A trace would show the secrets, and a failure has to end the script.
Set-PSDebug -Off
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# The audience of every token, whichever host is asked.
$resource = 'https://api.securitycenter.microsoft.com'
$largest = 64KB

function Stop-Publishing([string] $Why) {
    [Console]::Error.WriteLine("publish-snapshot: $Why; $File is unchanged")
    exit 1
}

function Get-Setting([string] $Name, [string] $Default = '') {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrEmpty($value)) { return $Default }
    return $value
}

# Checks the root of a service: https, or http to the loopback, without a user part, as what is sent there is a secret.
function Get-Root([string] $Name, [string] $Default) {
    $text = Get-Setting $Name $Default
    $root = $null
    if (-not [Uri]::TryCreate($text, [UriKind]::Absolute, [ref] $root)) { Stop-Publishing "${Name}: expected an address" }
    if ($root.UserInfo -or $text.Contains('@') -or $text.Contains('\')) { Stop-Publishing "${Name}: expected no user name" }
    $isLoopback = @('localhost', '127.0.0.1', '[::1]') -ccontains $root.Host
    if (-not ($root.Scheme -ceq 'https' -or ($root.Scheme -ceq 'http' -and $isLoopback))) {
        Stop-Publishing "${Name}: the address must start with https://"
    }
    return $root.GetLeftPart([UriPartial]::Path).TrimEnd('/')
}

# Sends a request. A redirect is never followed, as a secret could go elsewhere with it.
function Invoke-Request([string] $Whom, [System.Net.Http.HttpRequestMessage] $Request) {
    $handler = New-Object System.Net.Http.HttpClientHandler
    $handler.AllowAutoRedirect = $false
    $client = New-Object System.Net.Http.HttpClient($handler)
    try {
        $client.Timeout = [TimeSpan]::FromSeconds(30)
        $client.MaxResponseContentBufferSize = $largest
        $response = $client.SendAsync($Request).GetAwaiter().GetResult()
        $body = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    } catch {
        Stop-Publishing "$Whom could not be asked"
    } finally {
        $client.Dispose()
    }
    $status = [int] $response.StatusCode
    if ($status -ne 200) { Stop-Publishing "$Whom answered $status, 200 was expected" }
    return $body
}

function ConvertFrom-Answer([string] $Whom, [string] $Body) {
    try { $answer = $Body | ConvertFrom-Json } catch { Stop-Publishing "$Whom gave no JSON" }
    if ($answer -isnot [System.Management.Automation.PSCustomObject]) { Stop-Publishing "$Whom gave no JSON object" }
    return $answer
}

# A token of visible ASCII characters: a line break in it would begin another header.
function Assert-Token([string] $Token) {
    if ($Token -cnotmatch '\A[!-~]{1,16384}\z') { Stop-Publishing 'expected a token of visible ASCII characters' }
}

function Get-Token {
    $token = Get-Setting 'SECURE_SCORE_TOKEN'
    if ($token) { Assert-Token $token; return $token }
    $tenant, $client, $secret = 'TENANT', 'CLIENT_ID', 'CLIENT_SECRET' | ForEach-Object { Get-Setting "SECURE_SCORE_$_" }
    if (-not ($tenant -and $client -and $secret)) {
        Stop-Publishing 'set SECURE_SCORE_TOKEN, or SECURE_SCORE_TENANT, SECURE_SCORE_CLIENT_ID and SECURE_SCORE_CLIENT_SECRET'
    }
    if ($tenant -cnotmatch '\A[A-Za-z0-9-][A-Za-z0-9.-]*\z') { Stop-Publishing 'SECURE_SCORE_TENANT: expected an ID or a domain' }
    $login = Get-Root 'SECURE_SCORE_LOGIN' 'https://login.microsoftonline.com'
    $request = New-Object System.Net.Http.HttpRequestMessage([System.Net.Http.HttpMethod]::Post, "$login/$tenant/oauth2/v2.0/token")
    $form = New-Object 'System.Collections.Generic.Dictionary[string,string]'
    $form['grant_type'] = 'client_credentials'
    $form['client_id'] = $client
    $form['client_secret'] = $secret
    $form['scope'] = "$resource/.default"
    $request.Content = New-Object System.Net.Http.FormUrlEncodedContent($form)
    $answer = ConvertFrom-Answer 'the sign-in service' (Invoke-Request 'the sign-in service' $request)
    if (-not $answer.PSObject.Properties['access_token']) { Stop-Publishing 'the sign-in service gave no access_token' }
    $token = [string] $answer.access_token
    Assert-Token $token
    return $token
}

# The text of a member as it was sent: PowerShell 7 would make a date of the time, and write it in another way.
function Get-MemberText([string] $Body, [string] $Pattern) {
    $found = [regex]::Matches($Body, $Pattern)
    if ($found.Count -ne 1) { Stop-Publishing 'the answer is not a score: one "time" and one "score" were expected' }
    return $found[0].Groups[1].Value
}

# What the widget accepts: an instant that the calendar has, and a finite number from 0 on.
function Get-Snapshot([string] $Body) {
    $null = ConvertFrom-Answer 'the API' $Body
    $time = Get-MemberText $Body '"time"\s*:\s*"([^"\\]*)"'
    $score = Get-MemberText $Body '"score"\s*:\s*(-?[0-9][0-9.eE+-]*)'
    $culture = [Globalization.CultureInfo]::InvariantCulture
    $isInstant = $time -cmatch '\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})\z'
    $instant = [DateTimeOffset]::MinValue
    if (-not ($isInstant -and [DateTimeOffset]::TryParse($time, $culture, [Globalization.DateTimeStyles]::None, [ref] $instant))) {
        Stop-Publishing 'the answer is not a score: "time" is not an RFC 3339 instant'
    }
    $number = 0.0
    $isNumber = [double]::TryParse($score, [Globalization.NumberStyles]::Float, $culture, [ref] $number)
    if (-not $isNumber -or [double]::IsInfinity($number) -or $number -lt 0) {
        Stop-Publishing 'the answer is not a score: "score" is not a finite number from 0 on'
    }
    return "{`"time`":`"$time`",`"score`":$score}"
}

Add-Type -AssemblyName System.Net.Http
[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor 3072 # TLS 1.2

if (Test-Path -LiteralPath $File -PathType Container) { Stop-Publishing 'it is a folder, a file was expected' }
switch -CaseSensitive (Get-Setting 'SECURE_SCORE_METRIC' 'secure-score') {
    'secure-score' { $path = 'configurationScore' }
    'exposure-score' { $path = 'exposureScore' }
    default { Stop-Publishing 'SECURE_SCORE_METRIC must be secure-score or exposure-score' }
}
$base = Get-Root 'SECURE_SCORE_API_BASE' $resource
$request = New-Object System.Net.Http.HttpRequestMessage([System.Net.Http.HttpMethod]::Get, "$base/api/$path")
$request.Headers.Accept.ParseAdd('application/json')
$request.Headers.Authorization = New-Object System.Net.Http.Headers.AuthenticationHeaderValue('Bearer', (Get-Token))
$snapshot = Get-Snapshot (Invoke-Request 'the API' $request)

# Beside the file: only within one volume the replacement is one step. Without a byte order mark.
$full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($File)
$new = "$full.$([Guid]::NewGuid().ToString('N')).new"
try {
    [IO.File]::WriteAllText($new, "$snapshot`n", (New-Object Text.UTF8Encoding($false)))
    if ([IO.File]::Exists($full)) { [IO.File]::Replace($new, $full, [NullString]::Value) } else { [IO.File]::Move($new, $full) }
} catch {
    Stop-Publishing 'it cannot be written'
} finally {
    if ([IO.File]::Exists($new)) { [IO.File]::Delete($new) }
}
