using System.Diagnostics;

namespace NumericsCore.Tests.Serialization;

/// <summary>A file that is replaced is the old one or the new one whole, whatever step fails, and nothing else is left.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private static readonly byte[] s_old = [.. "the old file, and longer than the new one"u8], s_new = [.. "the new file"u8];

    private readonly string _folder = Directory.CreateTempSubdirectory("replaced").FullName;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_step_fails_the_old_file_or_the_new_one_is_there_and_nothing_else(bool isThere)
    {
        var all = new FaultySteps(-1);
        Write(all);
        Assert.Equal(["create", "write", "write", "write", "flush", "rename", "flush folder"], all.Made);
        foreach (double written in (double[])[0, 0.5, 1])
        {
            for (int failing = 0; failing < all.Made.Count; failing++)
            {
                File.Delete(Target);
                if (isThere) File.WriteAllBytes(Target, s_old);
                var steps = new FaultySteps(failing, written);
                var error = Assert.Throws<FileRefusedException>(() => Write(steps));
                Assert.Equal("which could not be written: No space left on device", error.Message);
                Assert.Equal(all.Made[failing], steps.Made[^1]);
                Assert.Equal(failing + 1, steps.Made.Count);
                // the name is the new one's from the renaming on
                bool renamed = all.Made[failing] == "flush folder";
                Assert.Equal(renamed || isThere ? [Target] : [], Directory.GetFileSystemEntries(_folder));
                if (renamed || isThere) Assert.Equal(renamed ? s_new : s_old, File.ReadAllBytes(Target));
            }
        }
    }

    [Fact]
    public void What_the_writer_throws_passes_and_the_old_file_stays()
    {
        File.WriteAllBytes(Target, s_old);
        Assert.Throws<InvalidTimeZoneException>(() => ReplacedFile.At(Target).Write(3, static stream =>
        {
            stream.Write("abc"u8);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal(s_old, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task What_a_crash_left_is_removed_by_the_next_writing_but_not_what_others_write()
    {
        // the number of a process that is no more
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "--version") { RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        ReplacedFile.At(Target).Write(3, stream =>
        {
            string own = Assert.Single(Directory.GetFileSystemEntries(_folder)), prefix = Path.GetFileName(own)[..14];
            string abandoned = In($"{prefix}{process.Id}-abandoned.tmp"), held = In($"{prefix}{process.Id}-held.tmp"), other = In($".123456789abc-{process.Id}-other.tmp");
            foreach (string path in (string[])[abandoned, held, other]) File.WriteAllText(path, "half");
            using (File.Open(held, FileMode.Open, FileAccess.Write, FileShare.None)) ReplacedFile.At(Target).Write(3, static inner => inner.Write("two"u8));
            Assert.Equal(((string[])[own, held, other, Target]).Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));
            stream.Write("one"u8);
        });
        Assert.Equal("one", File.ReadAllText(Target));
    }

    [Fact]
    public void A_full_disk_is_said_and_the_old_file_stays()
    {
        File.WriteAllBytes(Target, s_old);
        // more than any disk has
        var error = Assert.Throws<FileRefusedException>(() => ReplacedFile.At(Target).Write(long.MaxValue / 4, static stream => stream.Write("abc"u8)));
        Assert.StartsWith("which could not be written: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(s_old, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("", "which is a folder; expected a file")]
    [InlineData("a/", "which is a folder; expected a file")]
    [InlineData("no/a", "but there is no folder ")]
    [InlineData("pipe", "which is a pipe or a device; expected a file")]
    [InlineData("read-only", "which is read-only")]
    public async Task What_cannot_be_replaced_is_refused_before_anything_is_written(string name, string reason)
    {
        if (name == "pipe")
        {
            if (!OperatingSystem.IsLinux()) return;
            using var make = Process.Start("mkfifo", Path.Combine(_folder, name));
            await make.WaitForExitAsync();
        }

        if (name == "read-only")
        {
            File.WriteAllText(Path.Combine(_folder, name), "old");
            File.SetAttributes(Path.Combine(_folder, name), FileAttributes.ReadOnly);
        }

        string[] before = Directory.GetFileSystemEntries(_folder);
        Assert.StartsWith(reason, Assert.Throws<FileRefusedException>(() => ReplacedFile.At(Path.Combine(_folder, name))).Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder));
        if (name == "read-only") File.SetAttributes(Path.Combine(_folder, name), FileAttributes.Normal);
    }

    [Fact]
    public void Threads_that_write_one_file_leave_one_of_their_files()
    {
        byte[][] contents = [.. Enumerable.Range(0, 16).Select(static i => Enumerable.Repeat((byte)i, 10_000 + i).ToArray())];
        Parallel.ForEach(contents, content => ReplacedFile.At(Target).Write(content.Length, content, static (stream, content) => stream.Write(content)));
        Assert.Contains(contents, content => content.SequenceEqual(File.ReadAllBytes(Target)));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => In("target");

    private string In(string name) => Path.Combine(_folder, name);

    private void Write(FaultySteps steps) => ReplacedFile.At(Target, steps).Write(s_new.Length, static stream =>
    {
        stream.Write(s_new.AsSpan(0, 4));
        stream.Write(s_new.AsSpan(4, 4));
        stream.Write(s_new, 8, s_new.Length - 8);
    });
}
