using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>Result files as one page that needs nothing else: HTML with its style, its script and its pictures, in which all texts are escaped.</summary>
internal sealed class BenchPage
{
    private const int HashLettersShown = 8;
    private const string Style = "bench-page.css";
    private const string Script = "bench-page.js";

    private readonly Comparison _comparison;
    private readonly HtmlText _page = new();

    private BenchPage(Comparison comparison) => _comparison = comparison;

    /// <summary>The page of a comparison.</summary>
    /// <param name="comparison">The results.</param>
    /// <param name="remarks">What of the files is not understood.</param>
    public static string Of(Comparison comparison, IReadOnlyList<string> remarks) => new BenchPage(comparison).Write(remarks);

    private string Write(IReadOnlyList<string> remarks)
    {
        _page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        // nothing is loaded, whatever a file may have in it
        _page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
        _page.Raw("<link rel=\"icon\" href=\"data:,\">\n<title>NumericsCore benchmarks</title>\n<style>\n").Raw(EmbeddedText.Of(Style)).Raw("</style>\n</head>\n<body>\n");
        _page.Raw("<header><h1>NumericsCore benchmarks</h1>");
        _page.Element("p", _comparison.Columns.Count == 1 ? "One device." : string.Create(CultureInfo.InvariantCulture, $"{_comparison.Columns.Count} devices; A is what the others are compared with."));
        _page.Raw("</header>\n<main>\n");
        Devices();
        Rooflines();
        Kernels();
        Notes([.. _comparison.Warnings, .. remarks, .. _comparison.Remarks]);
        return _page.Raw("</main>\n<script>\n").Raw(EmbeddedText.Of(Script)).Raw("</script>\n</body>\n</html>\n").ToString();
    }

    private void Devices()
    {
        _page.Raw("<section aria-labelledby=\"devices\"><h2 id=\"devices\">Devices</h2>\n<div class=\"cards\">\n");
        for (int i = 0; i < _comparison.Columns.Count; i++)
        {
            var (title, machine, device) = _comparison.Columns[i];
            _page.Open("article").Open("h3").Element("b", Comparison.Letter(i)).Text($" {device.Description ?? device.Name}").Close("h3").Raw("<dl>\n");
            Fact("Results", title);
            Fact("Processor", machine?.Cpu);
            Fact("System", machine?.OperatingSystem);
            Fact("Runtime", machine?.Runtime);
            Fact("NumericsCore", machine?.NumericsCore?.Split('+')[0]);
            Fact("Driver", device.Driver);
            Fact("Memory", Quantity.Bytes(device.MemoryBytes));
            Fact("Copy", device.Ceilings?.CopyBytesPerSecond is { } copy ? Quantity.Bandwidth(copy) : null);
            Fact("Fma", device.Ceilings?.FmaFlopsPerSecond is { } fma ? Quantity.Rate(fma) : null);
            Fact("Launch", device.LaunchSeconds is { } launch ? Quantity.Seconds(launch) : null);
            _page.Raw("</dl></article>\n");
        }

        _page.Raw("</div></section>\n");
    }

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _page.Open("div").Element("dt", name).Element("dd", value).Close("div");
    }

    private void Rooflines()
    {
        var drawn = _comparison.Columns.Select(static (column, i) => (column.Device, Letter: Comparison.Letter(i))).Where(static column => RooflinePlot.CanDraw(column.Device)).ToList();
        if (drawn.Count == 0) return;
        _page.Raw("<section aria-labelledby=\"rooflines\"><h2 id=\"rooflines\">Rooflines</h2>\n<p>What a kernel does in a second, over how much it computes for each byte that it moves. The line is what the device can do at most, measured in the same run: left of the bend memory is what limits, right of it arithmetic. Several marks of a kernel are its sizes.</p>\n");
        foreach (var (device, letter) in drawn)
        {
            _page.Open("figure").Open("figcaption").Element("b", letter).Text($" {device.Name}: {device.Description}").Element("span", $" line: copy {Quantity.Bandwidth(device.Ceilings!.CopyBytesPerSecond!.Value)}, fma {Quantity.Rate(device.Ceilings.FmaFlopsPerSecond!.Value)}", ("class", "noise")).Close("figcaption");
            _page.Raw(RooflineSvg.Of(device, isWide: true)).Raw(RooflineSvg.Of(device, isWide: false)).Raw("<ul class=\"legend\">\n");
            var kernels = RooflineSvg.Kernels(device);
            for (int i = 0; i < kernels.Count; i++)
            {
                _page.Raw("<li><svg viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">");
                PlotMark.Write(_page, i, 0, 0);
                _page.Raw("</svg>").Element("span", kernels[i].Name).Raw("</li>\n");
            }

            _page.Raw("</ul>").Close("figure");
        }

        _page.Raw("</section>\n");
    }

    private void Kernels()
    {
        _page.Raw("<section aria-labelledby=\"kernels\"><h2 id=\"kernels\">Kernels</h2>\n<p>Buttons in the head sort. A bar is the share of the ceiling; it may be more than all of it where caches hold a size.");
        if (_comparison.Columns.Count > 1) _page.Raw(" A/B above 1: B is faster. The band beside it is what the noise of both runs leaves open, on an axis from a quarter to four times; it is named faster or slower if all of it is beyond 2&nbsp;%, the same if it is within 5&nbsp;%, else unclear.");
        _page.Raw("</p>\n<p id=\"sorted\" class=\"unseen\" role=\"status\"></p>\n<div class=\"scroll\" role=\"region\" aria-labelledby=\"kernels\" tabindex=\"0\"><table>\n<thead><tr>\n");
        foreach (string name in (string[])["Kernel", "Size", "Whose"]) Head(name);
        for (int i = 0; i < _comparison.Columns.Count; i++)
        {
            string letter = Comparison.Letter(i);
            Head($"{letter} time");
            Head($"{letter} of ceiling");
            if (i > 0) Head($"{Comparison.Letter(0)}/{letter}");
            if (_comparison.Columns[i].Device.Entries.Any(static entry => entry.BitsSha256 is not null)) Head($"{letter} bits");
        }

        _page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in _comparison.Rows) Row(row);
        _page.Raw("</tbody></table></div></section>\n");
    }

    private void Head(string name) => _page.Raw("<th scope=\"col\" aria-sort=\"none\">").Element("button", name, ("type", "button")).Raw("</th>\n");

    private void Row(ComparedRow row)
    {
        _page.Raw("<tr>").Element("th", row.Kernel, ("scope", "row"));
        _page.Element("td", row.Parameters is { } parameters ? $"{row.Size}, {parameters}" : row.Size, ("data-value", Order(row.Size)));
        _page.Element("td", row.Peer ?? "ours");
        for (int i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            var device = _comparison.Columns[i].Device;
            Time(cell.Entry);
            Share(cell.Entry is { } entry ? Achievement.Of(entry, device.Ceilings) : null);
            if (i > 0) Ratio(cell);
            if (device.Entries.Any(static entry => entry.BitsSha256 is not null)) Bits(cell);
        }

        _page.Raw("</tr>\n");
    }

    private void Time(EntryRecord? entry)
    {
        if (entry?.Seconds is not { } seconds)
        {
            _page.Element("td", entry is null ? "" : entry is { SameBits: false } or { ErrorShare: > 1 } ? "WRONG" : "none", ("class", entry is null ? null : "bad"));
            return;
        }

        _page.Open("td", ("class", "number"), ("data-value", seconds)).Text(Quantity.Seconds(seconds));
        if (entry.Spread is { } spread && seconds > 0) _page.Element("span", $" ±{Quantity.Share(spread / seconds)}", ("class", "noise"));
        _page.Close("td");
    }

    private void Share(Achievement? achievement)
    {
        if (achievement is null)
        {
            _page.Raw("<td></td>");
            return;
        }

        _page.Open("td", ("class", "number"), ("data-value", achievement.Share ?? -1));
        if (achievement.Share is { } share)
        {
            // one scale for all rows: 100 % is two thirds of the bar
            double width = Math.Min(share, 1.5) / 1.5 * 100;
            _page.Open("span", ("class", "bar"), ("aria-hidden", "true")).Open("i", ("style", string.Create(CultureInfo.InvariantCulture, $"width:{width:0.#}%"))).Raw("</i>").Close("span").Text(Quantity.Share(share));
        }

        _page.Element("span", $" {achievement.Text}", ("class", "noise")).Close("td");
    }

    private void Ratio(ComparedCell cell)
    {
        if (cell.Speed is not { } speed)
        {
            _page.Raw("<td></td>");
            return;
        }

        _page.Open("td", ("class", $"number {Comparison.Word(cell.Verdict)}"), ("data-value", speed));
        if (cell.Time is { } time) Band(1 / time.Upper, speed, 1 / time.Lower);
        _page.Text(Quantity.Number(speed));
        if (cell.Time is { } interval) _page.Element("span", $" ({Quantity.Number(1 / interval.Upper)} to {Quantity.Number(1 / interval.Lower)})", ("class", "noise"));
        _page.Element("span", $" {Comparison.Word(cell.Verdict)}", ("class", "word")).Close("td");
    }

    private void Band(double low, double ratio, double high)
    {
        _page.Raw("<svg class=\"band\" viewBox=\"0 0 100 14\" aria-hidden=\"true\"><line class=\"one\" x1=\"50\" y1=\"0\" x2=\"50\" y2=\"14\"></line>");
        double left = Place(low), right = Place(high);
        _page.Open("rect", ("x", Number(left)), ("y", "4"), ("width", Number(Math.Max(right - left, 1.5))), ("height", "6")).Close("rect");
        _page.Open("circle", ("cx", Number(Place(ratio))), ("cy", "7"), ("r", "3")).Close("circle").Raw("</svg>");

        // from a quarter to four times, logarithmic
        static double Place(double ratio) => Math.Clamp(50 + Math.Log2(ratio) * 25, 2, 98);
        static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    private void Bits(ComparedCell cell)
    {
        if (cell.Entry?.BitsSha256 is not { } hash)
        {
            _page.Raw("<td></td>");
            return;
        }

        _page.Open("td", ("class", cell.HasOtherBits ? "bits bad" : "bits"), ("title", hash)).Text(hash[..Math.Min(hash.Length, HashLettersShown)]);
        if (cell.HasOtherBits) _page.Text(" OTHER BITS");
        _page.Close("td");
    }

    private void Notes(IReadOnlyList<string> notes)
    {
        if (notes.Count == 0) return;
        _page.Raw("<section aria-labelledby=\"notes\"><h2 id=\"notes\">Notes</h2>\n<ul>\n");
        foreach (string note in notes) _page.Element("li", note);
        _page.Raw("</ul></section>\n");
    }

    /// <summary>What a size is sorted by; null for one that is none here.</summary>
    private static double? Order(string size) => KernelSize.TryParse(size, out var known) ? known.Extents.Aggregate(1.0, static (product, extent) => product * extent) : null;
}
