using NumericsCore.Benchmarks.SideBySide;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>The figures of docs/performance.md, and the page beside each result, are those of the JSON files.</summary>
public class PerformancePageTests
{
    [Fact]
    public void The_page_shows_the_newest_result_and_its_figures()
    {
        string page = Read(ResultPage.Guide), shown = Assert.Single(ResultPage.Section.Matches(page)).Groups["file"].Value;
        string? newest = Results().LastOrDefault();
        Assert.Equal(newest is null ? "none" : Path.GetFileNameWithoutExtension(newest), shown);
        if (newest is not null) Assert.Equal(ResultPage.Update(page, shown, Result(newest)), page);
    }

    [Fact]
    public void A_changed_digit_in_the_table_is_noticed()
    {
        var result = new ResultFile
        {
            Started = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
            Machine = new MachineRecord { Cpu = "Some CPU (TM) 3", Threads = 2 },
            Devices = [new DeviceRecord { Entries = [new EntryRecord { Kernel = "Adam update", Size = "16M floats", Seconds = 0.0123 }], Notes = ["A note."] }],
        };
        string name = ResultPage.FileName(result);
        Assert.Equal("2026-01-31-some-cpu-tm-3-2-threads", name);
        string page = ResultPage.Update(Read(ResultPage.Guide), name, result);
        string changed = page.Replace("12.30 ms", "12.31 ms", StringComparison.Ordinal);
        Assert.NotEqual(page, changed);
        Assert.Equal(page, ResultPage.Update(changed, name, result));
    }

    [Fact]
    public void Every_result_holds_the_whole_table_and_has_a_page_of_its_own() => Assert.All(Results(), static path =>
    {
        var result = Result(path);
        Assert.All(Rows.All.Where(row => row.Since is null || row.Since <= DateOnly.FromDateTime(result.Started!.Value.Date)), row => Assert.NotNull(row.Ours(result.Devices[0])));
        string name = Path.GetFileNameWithoutExtension(path);
        Assert.Equal(ResultPage.FileName(result), name);
        Assert.Equal($"# {name}\n\n{ResultPage.ToMarkdown(result)}", File.ReadAllText(Path.ChangeExtension(path, ".md")).ReplaceLineEndings("\n"));
    });

    private static string[] Results()
    {
        string folder = Repository.FullPath(ResultPage.Folder);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
    }

    private static ResultFile Result(string path)
    {
        var (result, remarks) = ResultStore.Read(path);
        Assert.Empty(remarks);
        return result;
    }

    private static string Read(string path) => Repository.Read(path).ReplaceLineEndings("\n");
}
