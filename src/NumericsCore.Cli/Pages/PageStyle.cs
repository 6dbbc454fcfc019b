using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>How pages look: one column on a telephone, several beside each other on a desk, dark where a reader prefers it, black on white on paper.</summary>
internal static class PageStyle
{
    // without <, > and &, which HTML would take as they are and XML would not
    private const string Rules =
        """
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
        body{margin:0;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--text);background:var(--page)}
        header,main,footer{max-width:1120px;margin:0 auto;padding:0 16px}
        h1{font-size:1.7rem;line-height:1.25;margin:1.6rem 0 .3rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;line-height:1.3;margin:0 0 .8rem}
        h3{font-size:1.02rem;margin:1.4rem 0 .5rem}
        p{margin:.4rem 0;overflow-wrap:anywhere}
        a{color:var(--accent)}
        a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        main:focus{outline:none}
        .skip{position:absolute;left:-999px}
        .skip:focus{left:8px;top:8px;padding:8px 12px;background:var(--ground);z-index:1}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.8rem 0 1rem;padding:0}
        nav a{display:inline-block;padding:.35rem 0}
        section{background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0 0 18px;scroll-margin-top:10px}
        .note{color:var(--muted)}
        .warning{border-left:4px solid var(--warning);padding-left:.7rem;margin:.7rem 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:0 0 1rem;padding:0;list-style:none}
        .tiles li{border:1px solid var(--line);border-radius:8px;padding:10px 14px}
        .tiles strong{display:block;font-size:1.45rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
        .tiles span{display:block;color:var(--muted);font-size:.88rem}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:18px;align-items:start;margin-top:1rem}
        figure{margin:0}
        figure svg{display:block;width:100%;height:auto;max-width:620px}
        figcaption{color:var(--muted);font-size:.85rem;line-height:1.45;margin-top:.2rem;overflow-wrap:anywhere}
        .scroll{overflow:auto;max-height:30rem;margin:.6rem 0 1rem}
        table{border-collapse:collapse;font-size:.92rem;min-width:min(100%,21rem)}
        caption{text-align:left;color:var(--muted);padding:0 0 .4rem;font-size:.88rem}
        th,td{padding:.34rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;max-width:26rem;overflow-wrap:break-word}
        th{font-weight:600}
        tbody th{font-weight:500}
        thead th{position:sticky;top:0;background:var(--ground)}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .matrix td{text-align:center;font-variant-numeric:tabular-nums;min-width:3.6rem;background:color-mix(in srgb,var(--wrong) calc(var(--share) * 40%),transparent)}
        .matrix td.right{background:color-mix(in srgb,var(--accent) calc(var(--share) * 40%),transparent)}
        .matrix thead th{max-width:9rem}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:0 24px;margin:.4rem 0}
        dl div{display:flex;justify-content:space-between;gap:12px;border-bottom:1px solid var(--line);padding:.3rem 0}
        .wide{grid-template-columns:1fr}
        dt{flex-shrink:0;color:var(--muted)}
        dd{margin:0;text-align:right;overflow-wrap:anywhere;min-width:0}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--page);border:1px solid var(--line);border-radius:8px;padding:12px 14px;margin:.4rem 0 1rem;font:14px/1.5 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        footer{color:var(--muted);font-size:.88rem;padding-bottom:2rem}
        @media (max-width:640px){header,main,footer{padding:0 10px}section{padding:14px 12px}h1{font-size:1.4rem}th,td{padding:.34rem .5rem}}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        @media print{nav,.skip{display:none}body{font-size:11pt}section{border:0;padding:0;margin:0 0 12pt}.scroll{overflow:visible;max-height:none}h2,h3{break-after:avoid}figure,tr,.tiles li{break-inside:avoid}.charts{grid-template-columns:1fr 1fr}}
        """;

    /// <summary>The whole style sheet.</summary>
    public static string Sheet => $":root{{color-scheme:light dark;{Variables(static color => color.Light)}}}{Rules.ReplaceLineEndings("")}@media screen and (prefers-color-scheme:dark){{:root{{{Variables(static color => color.Dark)}}}{Palette.DarkRules}}}";

    /// <summary>What the rules call colours.</summary>
    public static IReadOnlyList<(string Name, PaletteColor Color)> Colors =>
    [
        ("text", Palette.Text), ("ground", Palette.Ground), ("accent", Palette.Series[0]), ("wrong", Palette.Series[1]), ("warning", Palette.Series[1]),
        ("muted", new("#5A6270", "#A3ADBA")), ("line", Palette.Grid), ("page", new("#F3F5F8", "#0D1117")),
    ];

    private static string Variables(Func<PaletteColor, string> scheme) => string.Concat(Colors.Select(color => $"--{color.Name}:{scheme(color.Color)};"));
}
