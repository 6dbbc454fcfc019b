using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FsCheck.Xunit;
using NumericsCore.Cli.Pages;

namespace NumericsCore.Cli.Tests;

/// <summary>Pages, as far as they can be looked at without a browser; tests/report-page/check has one.</summary>
public class ReportTests
{
    private const int MaxBytes = 2_000_000;
    private static readonly string[] s_small = ["--epochs", "2", "--layers", "3", "--seed", "7"];
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("breast_cancer", "target", "roc precision-recall calibration thresholds curve0 curve1 importances-chart")]
    [InlineData("iris", "species", "roc calibration curve0 curve1 importances-chart")]
    [InlineData("diabetes", "progression", "predicted residuals curve0 curve1 importances-chart")]
    public async Task The_page_of_a_training_holds_all_of_it(string table, string target, string charts)
    {
        using var folder = new TemporaryTable("");
        string file = Beside(folder, "report.html");
        string[] command = ["train", Repository.Table(table), "--target", target, .. s_small, "--json", "--report", file];
        var run = await Run.Tool(command);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(file, (string?)json["reportedTo"]);
        var page = Read(file);
        Assert.Equal(["test", "curves", "importances", "errors", "read", "pipeline", "settings", "repeat"], page.Descendants("section").Select(static section => section.Attribute("id")!.Value));
        Assert.Equal(charts.Split(' ').Order(), page.Descendants(s_svg + "svg").Select(static svg => svg.Attribute("aria-labelledby")!.Value.Split("-title")[0]).Order());
        string text = page.Root!.Value;
        Assert.Contains((string)json["weightsSha256"]!, text, StringComparison.Ordinal);
        Assert.Contains((string)json["data"]!["sha256"]!, text, StringComparison.Ordinal);
        Assert.Contains($"numericscore train {Repository.Table(table)} --target {target} --epochs 2", text, StringComparison.Ordinal);
        Assert.Equal(((JsonArray)json["data"]!["features"]!).Count + 1, Section(page, "read").Descendants("tbody").Single().Elements().Count());
        byte[] first = await File.ReadAllBytesAsync(file);
        await Run.Tool(command);
        Assert.Equal(first, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Dates_are_shown_as_dates()
    {
        using var folder = new TemporaryTable("");
        string file = Beside(folder, "report.html");
        var run = await Run.Tool("train", Path.Combine(Repository.Root, "docs", "data", "gallery", "rides.csv"), "--target", "busy", "--epochs", "1", "--layers", "2", "--report", file);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] row = [.. Section(Read(file), "read").Descendants("tr").Select(static row => row.Elements().Select(static cell => cell.Value).ToArray()).Single(static cells => cells[0] == "rented_at")];
        Assert.Equal("date", row[1]);
        Assert.All(row[5..], static cell => Assert.Matches(@"^20\d\d-\d\d-\d\d", cell));
    }

    [Fact]
    public async Task The_page_of_a_test_has_groups_and_the_rows_that_are_wrong()
    {
        using var model = await SavedModel.Train("iris", "species");
        string file = model.Path("test.html");
        var run = await Run.Tool("evaluate", model.File, Repository.Table("iris"), "--by", "species", "--report", file, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var page = Read(file);
        Assert.Equal(["test", "groups", "importances", "errors", "read", "pipeline", "repeat"], page.Descendants("section").Select(static section => section.Attribute("id")!.Value));
        double accuracy = (double)JsonNode.Parse(run.Output)!["accuracy"]!;
        Assert.Contains(accuracy.ToString("F4", CultureInfo.InvariantCulture), Section(page, "test").Value, StringComparison.Ordinal);
        // each wrong row stands at its line of the file
        string[] lines = await File.ReadAllLinesAsync(Repository.Table("iris"));
        var wrong = Section(page, "errors").Descendants("tbody").Single().Elements("tr").Select(static row => row.Elements().Select(static cell => cell.Value).ToArray()).ToArray();
        Assert.NotEmpty(wrong);
        Assert.All(wrong, row => Assert.EndsWith("," + row[1], lines[int.Parse(row[0], CultureInfo.InvariantCulture) - 1], StringComparison.Ordinal));
        Assert.Equal(wrong.Select(static row => double.Parse(row[3], CultureInfo.InvariantCulture)).OrderDescending(), wrong.Select(static row => double.Parse(row[3], CultureInfo.InvariantCulture)));
        Assert.Contains("the same file as", (await Run.Tool("evaluate", model.File, Repository.Table("iris"), "--report", model.File)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_cells_of_strangers_are_text()
    {
        const string Script = "<script>alert(1)</script>", Style = "</style><img src=x onerror=alert(1)>";
        using var table = new TemporaryTable($"{Script},\"{Style}\",y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i},{(i % 3 == 0 ? "<b>]]>&amp;" : "\u202eevil")},{(i % 2 == 0 ? "<svg onload=x>" : Script)}\n"))));
        string file = Beside(table, "report.html");
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--report", file]);
        Assert.Equal(0, run.ExitCode);
        var page = Read(file);
        foreach (string text in (string[])[Script, Style, "<svg onload=x>", @"\u202Eevil"]) Assert.Contains(text, page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", page.Root!.Value, StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public void A_text_of_a_page_stays_one_whatever_is_in_it(string? any)
    {
        string text = "<script>" + (any ?? "]]>\0\ud800<!--") + "&lt;</p>";
        byte[] page = Html.Document(Html.Of("p", Html.With("title", text), text));
        var root = XDocument.Parse(Encoding.UTF8.GetString(page)["<!doctype html>\n".Length..], LoadOptions.PreserveWhitespace).Root!;
        Assert.Equal(Html.Text(text), root.Value);
        Assert.Equal(Html.Text(text), root.Attribute("title")!.Value);
        Assert.Empty(root.Elements());
        string inner = Encoding.UTF8.GetString(page);
        Assert.Equal(2, inner["<!doctype html>\n".Length..].Count(static c => c == '<'));
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_refused_before_the_training()
    {
        using var table = TemporaryTable.OfRows(20);
        string save = Beside(table, "m.safetensors");
        foreach (var (options, message) in (List<(string[], string)>)
        [
            (["--report", table.File], "--report is " + table.File + ", the same file as"),
            (["--report", Beside(table, "no/report.html")], "there is no folder"),
            (["--report", ""], "no name of a file"),
            (["--report", save, "--save", save], "the same file as --save"),
            (["--report", save, "--checkpoint", save], "the same file as --checkpoint"),
            (["--report", save, "--folds", "2"], "--report is for one training"),
        ])
        {
            var run = await Run.Tool(["train", table.File, "--target", "y", .. options]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }

        Assert.Equal([table.File], Directory.GetFiles(Path.GetDirectoryName(table.File)!));
    }

    /// <summary>Text has the contrast of 4.5 that the Web Content Accessibility Guidelines 2.2 ask for at level AA, also on a full cell of the matrix.</summary>
    [Fact]
    public void Text_stands_out_from_its_ground_in_both_schemes()
    {
        var colors = PageStyle.Colors.ToDictionary(static color => color.Name, static color => (double[][])[Parts(color.Color.Light), Parts(color.Color.Dark)]);
        foreach (int scheme in (int[])[0, 1])
        {
            foreach (string text in (string[])["text", "muted", "accent"])
                foreach (string ground in (string[])["ground", "page"]) Assert.True(Contrast(colors[text][scheme], colors[ground][scheme]) >= 4.5, $"{text} on {ground}");
            foreach (string cell in (string[])["accent", "wrong"]) Assert.True(Contrast(colors["text"][scheme], [.. colors[cell][scheme].Zip(colors["ground"][scheme], static (over, under) => 0.4 * over + 0.6 * under)]) >= 4.5, cell);
        }

        // which HTML would not take as XML does
        Assert.DoesNotContain(PageStyle.Sheet, static c => c is '<' or '>' or '&');
    }

    [Fact]
    public async Task Runs_stand_side_by_side_with_what_differs_first()
    {
        using var table = TemporaryTable.OfRows(30);
        string a = await Json("a.json", "--layers", "2", "--seed", "7"), b = await Json("b.json", "--layers", "3", "--seed", "9"), c = await Json("c.json", "--layers", "2", "--seed", "7", "--seeds", "2"), page = Beside(table, "runs.html");
        var run = await Run.Tool("report", "compare", a, b, c);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        string[] Row(string name) => [.. Assert.Single(lines, line => line.StartsWith($"│ {name} ", StringComparison.Ordinal)).Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        Assert.Equal(["layers", "2", "3", "2"], Row("layers"));
        Assert.Equal(["seed", "7", "9", "7"], Row("seed"));
        Assert.Contains(" ± ", Row("accuracy")[3], StringComparison.Ordinal);
        Assert.True(run.Output.IndexOf("layers", StringComparison.Ordinal) < run.Output.IndexOf("accuracy", StringComparison.Ordinal));
        Assert.Contains("not tested on the same rows", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, static line => line.StartsWith("│ activation", StringComparison.Ordinal));

        Assert.Equal((0, ""), ((await Run.Tool("report", "compare", a, b, c, "--report", page)) is var written ? written.ExitCode : 9, written.Error));
        Assert.Equal(["differing", "scores", "curves", "same", "repeat"], Read(page).Descendants("section").Select(static section => section.Attribute("id")!.Value));

        foreach (var (text, message) in (List<(string, string)>)[("", "no output of 'train --json'"), ("[]", "no JSON object"), ("{\"settings\":{},\"data\":{}}", "expected what 'train --json' printed"), ("{\"settings\":{},\"data\":{},\"loss\":1,\"history\":{\"loss\":[\"x\"]}}", "no output of")])
        {
            await File.WriteAllTextAsync(page, text);
            var bad = await Run.Tool("report", "compare", a, page);
            Assert.Equal((1, ""), (bad.ExitCode, bad.Output));
            Assert.Contains(message, bad.Error, StringComparison.Ordinal);
        }

        Assert.Contains("there is no file", (await Run.Tool("report", "compare", a, "nosuch.json")).Error, StringComparison.Ordinal);

        async Task<string> Json(string name, params string[] options)
        {
            var trained = await Run.Tool(["train", table.File, "--target", "y", "--epochs", "2", "--json", .. options]);
            Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
            await File.WriteAllTextAsync(Beside(table, name), trained.Output);
            return Beside(table, name);
        }
    }

    private static string Beside(TemporaryTable table, string name) => Path.Combine(Path.GetDirectoryName(table.File)!, name);

    private static XElement Section(XDocument page, string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    /// <summary>A page, after all that holds for every one was checked.</summary>
    private static XDocument Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        Assert.True(bytes.Length < MaxBytes, $"{bytes.Length} bytes");
        string text = Encoding.UTF8.GetString(bytes);
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", text, StringComparison.Ordinal);
        var page = XDocument.Parse(text["<!doctype html>\n".Length..]);
        var elements = page.Descendants().ToList();
        Assert.Contains("default-src 'none'", elements.Attributes("content").Select(static attribute => attribute.Value).Single(static value => value.Contains("-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        string[] forbidden = ["script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "foreignObject", "use"];
        Assert.DoesNotContain(elements, element => forbidden.Contains(element.Name.LocalName));
        Assert.DoesNotContain(elements.Attributes(), static attribute => attribute.Name.LocalName is "src" or "srcset" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        string[] ids = [.. elements.Attributes("id").Select(static attribute => attribute.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(elements.Attributes("href"), attribute => Assert.Contains(attribute.Value, ids.Select(static id => "#" + id)));
        Assert.All(elements.Attributes("aria-labelledby"), attribute => Assert.All(attribute.Value.Split(' '), id => Assert.Contains(id, ids)));
        Assert.All(elements.Where(static element => element.Name == s_svg + "svg"), static svg => Assert.True(svg.Element(s_svg + "title")!.Value.Length > 0 && svg.Element(s_svg + "desc")!.Value.Length > 0));
        foreach (string landmark in (string[])["header", "nav", "main", "footer", "h1"]) Assert.Single(elements, element => element.Name.LocalName == landmark);
        Assert.Single(elements, static element => element.Name.LocalName == "style");
        Assert.DoesNotContain("url(", elements.Single(static element => element.Name.LocalName == "style").Value, StringComparison.Ordinal);
        // what a reader of HTML would leave open
        Assert.DoesNotMatch("<(td|th|div|p|section|ul|li|dd|dt|span|figure|main|table|tbody)( [^>]*)?/>", text);
        return page;
    }

    private static double[] Parts(string hex) => [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];

    private static double Contrast(double[] one, double[] other)
    {
        double[] lights = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (lights[1] + 0.05) / (lights[0] + 0.05);
    }

    private static double Luminance(double[] parts)
    {
        double[] linear = [.. parts.Select(static c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
