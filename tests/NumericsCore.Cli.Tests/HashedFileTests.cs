using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Tests;

public class HashedFileTests
{
    public static TheoryData<string> Changes => ["longer", "shorter", "as long", "written again", "gone"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_file_that_changes_between_its_hash_and_its_end_is_refused(string change)
    {
        using var table = new TemporaryTable("x,y\n1,2\n");
        // a time in the past, so that the next one differs however coarse the clock is
        File.SetLastWriteTimeUtc(table.File, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Action apply = change switch
        {
            "longer" => () => File.AppendAllText(table.File, "3,4\n"),
            "shorter" => () => File.WriteAllText(table.File, "x,y\n"),
            "as long" => () => File.WriteAllText(table.File, "x,y\n1,3\n"),
            "written again" => () => File.SetLastWriteTimeUtc(table.File, DateTime.UtcNow),
            _ => () => File.Delete(table.File),
        };
        var thrown = Assert.Throws<InputException>(() => HashedFile.Read(table.File, () =>
        {
            apply();
            return 0;
        }, out _));
        Assert.Equal($"'{table.File}' changed while it was read", thrown.Message);
    }

    [Fact]
    public void A_longer_file_of_the_same_time_is_another()
    {
        using var table = new TemporaryTable("x,y\n1,2\n");
        var written = File.GetLastWriteTimeUtc(table.File);
        Assert.Throws<InputException>(() => HashedFile.Read(table.File, () =>
        {
            File.AppendAllText(table.File, "3,4\n");
            File.SetLastWriteTimeUtc(table.File, written);
            return 0;
        }, out _));
    }

    [Fact]
    public void One_that_stays_has_the_hash_of_its_bytes()
    {
        using var table = new TemporaryTable("abc");
        Assert.Equal("abc", HashedFile.Read(table.File, () => File.ReadAllText(table.File), out string hash));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash);
    }
}
