using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>What is kept of a run: JSON, a page of Markdown, a roofline, and the table in docs/performance.md.</summary>
internal static class ResultPage
{
    /// <summary>The folder of kept results, from the root of the checkout.</summary>
    public const string Folder = "benchmarks/results";

    /// <summary>The page that explains them.</summary>
    public const string Guide = "docs/performance.md";

    /// <summary>The part of the page that is written here; it names the file that it comes from.</summary>
    public static Regex Section { get; } = new("<!-- generated: side-by-side (?<file>\\S+) -->\n(.*?\n)??<!-- /generated -->", RegexOptions.Singleline);

    private static readonly Regex s_notAName = new("[^a-z0-9]+");

    /// <summary>Date and machine, such as 2026-01-31-amd-epyc-2-threads.</summary>
    public static string FileName(ResultFile result)
    {
        string machine = s_notAName.Replace((result.Machine?.Cpu ?? "unknown").ToLowerInvariant(), "-").Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"{result.Started:yyyy-MM-dd}-{machine}-{result.Machine?.Threads}-threads");
    }

    /// <summary>The machine, its limits and the table.</summary>
    public static string ToMarkdown(ResultFile result)
    {
        var device = result.Devices[0];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Machine(result)}\n\n{RatioTable.ToMarkdown(device)}\n");
        if (device.Notes.Count > 0) text.Append('\n').AppendJoin('\n', device.Notes.Select(static note => $"- {note}")).Append('\n');
        return text.ToString();
    }

    /// <summary>The page with its part written anew.</summary>
    /// <param name="guide">The page, with LF line ends.</param>
    /// <param name="name">The result's file name without its ending.</param>
    /// <param name="result">The result.</param>
    public static string Update(string guide, string name, ResultFile result) =>
        Section.Replace(guide, _ => $"<!-- generated: side-by-side {name} -->\n{ToMarkdown(result)}<!-- /generated -->");

    /// <summary>Writes all of it.</summary>
    /// <returns>The JSON file.</returns>
    public static string Save(ResultFile result)
    {
        string name = FileName(result), path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Folder);
        ResultStore.Write(result, path + ".json");
        File.WriteAllText(path + ".md", $"# {name}\n\n{ToMarkdown(result)}");
        var points = result.Devices[0] with { Entries = [.. result.Devices[0].Entries.Where(static entry => entry.Parameters is null or "new result")] };
        if (RooflinePlot.CanDraw(points)) RooflinePlot.Save(points, result.Machine, path + ".png");
        File.WriteAllText(Guide, Update(File.ReadAllText(Guide).ReplaceLineEndings("\n"), name, result));
        return path + ".json";
    }

    private static string Machine(ResultFile result)
    {
        var machine = result.Machine;
        var ceilings = result.Devices[0].Ceilings;
        var others = result.Devices[0].Entries.Select(static entry => entry.Peer).OfType<string>().Where(static peer => peer != Row.PeerName).Distinct();
        FormattableString text = $"""
            {result.Started:yyyy-MM-dd}, {machine?.Cpu}, {machine?.Threads} threads, {machine?.VectorBits}-bit SIMD, {machine?.OperatingSystem}, {machine?.Runtime};
            NumericsCore {machine?.NumericsCore?.Split('+')[0]}, {string.Join(", ", [Row.PeerName, .. others])}; `{result.Command}`.
            Measured limits: {ceilings?.FmaFlopsPerSecond / 1e9:0} GFLOP/s of fused multiply-adds ({ceilings?.OneThreadFmaFlopsPerSecond / 1e9:0} on one thread),
            {ceilings?.CopyBytesPerSecond / 1e9:0.0} GB/s of copying, reads and writes counted ({ceilings?.OneThreadCopyBytesPerSecond / 1e9:0.0} on one thread).
            """;
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
