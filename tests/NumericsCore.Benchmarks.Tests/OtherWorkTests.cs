using NumericsCore.Benchmarks.SideBySide;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>How much of the machine others take while times are taken, from what Linux tells.</summary>
public class OtherWorkTests
{
    private ProcessorTimes _now = new(1000, 5000, 700);

    [Fact]
    public void Times_are_read_behind_a_name_with_spaces_and_parentheses()
    {
        var times = ProcessorTimes.Parse("cpu  100 20 30 800 50 3 2 5 7 0", "42 (a) b (c)) S 1 42 42 0 -1 4194560 10 0 0 0 11 12 13 14 20 0 7 0 900");
        Assert.Equal(new ProcessorTimes(160, 1010, 50), times);
    }

    [Theory]
    [InlineData(60, 40, 0.1)]
    [InlineData(40, 40, 0)]
    [InlineData(30, 40, 0)]
    public void What_is_not_our_own_is_others(long busy, long own, double share)
    {
        var others = new OtherWork(() => _now);
        Assert.Equal("done", others.During(() => Pass(busy, 200, own)));
        Assert.Equal(share, others.Share!.Value, 1e-12);
    }

    [Fact]
    public void What_happens_between_watched_pieces_does_not_count()
    {
        var others = new OtherWork(() => _now);
        others.During(() => Pass(100, 200, 90));
        Pass(10_000, 10_000, 0);
        others.During(() => Pass(100, 600, 70));
        Assert.Equal(40 / 800.0, others.Share!.Value, 1e-12);
    }

    [Fact]
    public void Without_readings_or_watched_work_there_is_no_share()
    {
        var blind = new OtherWork(static () => null);
        blind.During(() => Pass(100, 200, 0));
        Assert.Null(blind.Share);
        Assert.Null(new OtherWork(() => _now).Share);
    }

    [Fact]
    public void Bytes_are_not_watched_and_times_are()
    {
        Assert.All(Rows.All, static row => Assert.Equal(row.TargetBytes is null && row.Kernel != "peak memory of a training", row.IsTimed));
        Assert.Equal(2, Rows.All.Count(static row => !row.IsTimed));
    }

    [Fact]
    public void This_machine_tells_where_it_is_Linux() => Assert.Equal(OperatingSystem.IsLinux(), ProcessorTimes.Read() is { All: > 0 });

    private string Pass(long busy, long all, long own)
    {
        _now += new ProcessorTimes(busy, all, own);
        return "done";
    }
}
