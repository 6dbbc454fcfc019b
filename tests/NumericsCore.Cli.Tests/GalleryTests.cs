using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Each file of docs/tables-gallery.md trains by its command, to the score that the page says.</summary>
public class GalleryTests
{
    private static readonly string s_docs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Table("iris"))!, ".."));

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string line in File.ReadLines(Path.Combine(s_docs, "tables-gallery.md")).Where(static line => line.Contains("`numericscore train", StringComparison.Ordinal)))
            {
                string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
                rows.Add(cells[2].Trim('`'), cells[3]);
            }

            return rows;
        }
    }

    [Fact]
    public void Every_file_of_the_folder_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(s_docs, "tables-gallery.md"));
        string[] files = [.. Directory.GetFiles(Path.Combine(s_docs, "data", "gallery")).Select(static file => Path.GetFileName(file)!)];
        Assert.True(files.Length >= 12);
        Assert.All(files, file => Assert.Contains($"docs/data/gallery/{file} ", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_command_of_the_page_gives_its_score(string command, string score)
    {
        string[] words = [.. Words(command).Skip(1).Select(static word => word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(s_docs, word["docs/".Length..]) : word)];
        var run = await Run.Tool([.. words, "--json"]);
        Assert.Equal(0, run.ExitCode);
        var json = JsonNode.Parse(run.Output)!;
        bool classes = json["accuracy"] is not null;
        Assert.Equal(score, string.Create(CultureInfo.InvariantCulture, $"{(classes ? "accuracy" : "R²")} {(double)json[classes ? "accuracy" : "r2"]!:F4}"));
    }

    /// <summary>The words of a command, those in quotes whole.</summary>
    internal static IEnumerable<string> Words(string command) => command.Split('\'').SelectMany(static (part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
