using NumericsCore.Benchmarks.SideBySide;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>The figures of docs/performance.md, and the page beside each result, are those of the JSON files.</summary>
public class PerformancePageTests
{
    private static readonly string s_root = Root();

    [Fact]
    public void The_page_shows_the_newest_result()
    {
        string page = Read(ResultPage.Guide), newest = Path.GetFileNameWithoutExtension(Results().Last());
        Assert.Equal(newest, Assert.Single(ResultPage.Section.Matches(page)).Groups["file"].Value);
    }

    [Fact]
    public void The_table_of_the_page_is_that_of_the_result()
    {
        string page = Read(ResultPage.Guide), name = ResultPage.Section.Match(page).Groups["file"].Value;
        Assert.Equal(ResultPage.Update(page, name, Result(Path.Combine(s_root, ResultPage.Folder, name + ".json"))), page);
    }

    [Fact]
    public void A_changed_digit_in_the_table_is_noticed()
    {
        string page = Read(ResultPage.Guide), name = ResultPage.Section.Match(page).Groups["file"].Value;
        string changed = page.Replace("x | ", "9x | ", StringComparison.Ordinal);
        Assert.NotEqual(page, changed);
        Assert.Equal(page, ResultPage.Update(changed, name, Result(Path.Combine(s_root, ResultPage.Folder, name + ".json"))));
    }

    [Fact]
    public void Every_result_holds_the_whole_table_and_has_a_page_of_its_own() => Assert.All(Results(), static path =>
    {
        var result = Result(path);
        Assert.All(Rows.All, row => Assert.NotNull(row.Ours(result.Devices[0])));
        string name = Path.GetFileNameWithoutExtension(path);
        Assert.Equal(ResultPage.FileName(result), name);
        Assert.Equal($"# {name}\n\n{ResultPage.ToMarkdown(result)}", File.ReadAllText(Path.ChangeExtension(path, ".md")).ReplaceLineEndings("\n"));
    });

    private static string[] Results()
    {
        string[] paths = Directory.GetFiles(Path.Combine(s_root, ResultPage.Folder), "*.json");
        Assert.NotEmpty(paths);
        return [.. paths.Order(StringComparer.Ordinal)];
    }

    private static ResultFile Result(string path)
    {
        var (result, remarks) = ResultStore.Read(path);
        Assert.Empty(remarks);
        return result;
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(s_root, path)).ReplaceLineEndings("\n");

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NumericsCore.sln"))) return folder.FullName;
        throw new InvalidOperationException($"NumericsCore.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
