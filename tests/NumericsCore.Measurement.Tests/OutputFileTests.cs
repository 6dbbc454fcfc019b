using System.Diagnostics;

namespace NumericsCore.Measurement.Tests;

/// <summary>Files that a user asked for: what is there keeps its kind and its mode, and is never half written.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("output").FullName;

    [Fact]
    public void A_new_file_is_written_and_nothing_else()
    {
        OutputFile.WriteAll(In("new"), "text"u8);
        Assert.Equal("text", File.ReadAllText(In("new")));
        Assert.Equal([In("new")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Opening_changes_nothing_and_writing_again_replaces()
    {
        File.WriteAllText(In("a"), "old, and longer");
        using var file = OutputFile.Open(In("a"));
        Assert.Equal("old, and longer", File.ReadAllText(In("a")));
        file.Write("one"u8);
        file.Write("two"u8);
        Assert.Equal("two", File.ReadAllText(In("a")));
        Assert.True(file.IsReplaceable);
    }

    [Theory]
    [InlineData("target")]
    [InlineData("there/../target")]
    [InlineData("nothing-yet")]
    public void A_link_stays_and_what_it_leads_to_is_written(string target)
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(In("target"), "old");
        Directory.CreateDirectory(In("elsewhere/deep"));
        // so that .. leads to elsewhere, and not to the folder of the link
        Directory.CreateSymbolicLink(In("there"), In("elsewhere/deep"));
        File.CreateSymbolicLink(In("link"), target);
        File.CreateSymbolicLink(In("link2"), "link");
        OutputFile.WriteAll(In("link2"), "new"u8);
        Assert.Equal("link", new FileInfo(In("link2")).LinkTarget);
        Assert.Equal(target, new FileInfo(In("link")).LinkTarget);
        string written = target.StartsWith("there", StringComparison.Ordinal) ? In("elsewhere/target") : In(target);
        Assert.Equal("new", File.ReadAllText(written));
    }

    [Fact]
    public void Links_in_a_circle_are_said()
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(In("a"), "b");
        File.CreateSymbolicLink(In("b"), "a");
        Assert.Contains("circle", Assert.Throws<OutputFileException>(() => OutputFile.Open(In("a"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)]
    public void The_mode_stays(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(In("a"), "old");
        File.SetUnixFileMode(In("a"), mode);
        OutputFile.WriteAll(In("a"), "new"u8);
        Assert.Equal((mode, "new"), (File.GetUnixFileMode(In("a")), File.ReadAllText(In("a"))));
    }

    [Fact]
    public void A_read_only_file_is_refused_also_to_the_superuser()
    {
        File.WriteAllText(In("a"), "old");
        File.SetAttributes(In("a"), FileAttributes.ReadOnly);
        Assert.EndsWith("which is read-only", Assert.Throws<OutputFileException>(() => OutputFile.Open(In("a"), "--json")).Message, StringComparison.Ordinal);
        File.SetAttributes(In("a"), FileAttributes.Normal);
        Assert.Equal("old", File.ReadAllText(In("a")));
    }

    [Theory]
    [InlineData("", "--json is '', which is no name of a file")]
    [InlineData("a\0b", "--json is 'a\0b', which is no name of a file")]
    public void What_is_no_name_is_refused(string path, string message) =>
        Assert.Equal(message, Assert.Throws<OutputFileException>(() => OutputFile.Open(path, "--json")).Message);

    [Fact]
    public void Folders_missing_folders_and_names_too_long_are_refused_and_nothing_is_left()
    {
        foreach (string path in (string[])[_folder, In("new/"), In("no/a"), In(new string('n', 300))])
            Assert.Throws<OutputFileException>(() => OutputFile.Open(path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_device_is_written_into()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = OutputFile.Open("/dev/null");
        Assert.False(file.IsReplaceable);
        file.Write("text"u8);
        Assert.Equal(FileKind.Stream, FileKinds.Of("/dev/null"));
    }

    [Fact]
    public void A_full_device_is_said()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var file = OutputFile.Open("/dev/full");
        Assert.Contains("could not be written", Assert.Throws<OutputFileException>(() => file.Write("text"u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_stays_a_pipe_and_its_reader_gets_all()
    {
        if (!OperatingSystem.IsLinux()) return;
        using (var make = Process.Start("mkfifo", In("pipe"))) await make.WaitForExitAsync();
        var reader = Task.Run(() => File.ReadAllText(In("pipe")));
        OutputFile.WriteAll(In("pipe"), "text"u8);
        Assert.Equal("text", await reader);
        Assert.Equal(FileKind.Stream, FileKinds.Of(In("pipe")));
    }

    [Fact]
    public async Task A_pipe_without_a_reader_is_said()
    {
        if (!OperatingSystem.IsLinux()) return;
        using (var make = Process.Start("mkfifo", In("pipe"))) await make.WaitForExitAsync();
        Assert.Contains("nobody reads", Assert.Throws<OutputFileException>(() => OutputFile.Open(In("pipe"))).Message, StringComparison.Ordinal);
        // lets the thread that waits go
        File.OpenHandle(In("pipe"), FileMode.Open, FileAccess.ReadWrite).Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);
}
