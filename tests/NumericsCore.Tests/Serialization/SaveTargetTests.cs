using System.Diagnostics;

namespace NumericsCore.Tests.Serialization;

/// <summary>Places where a file cannot be written, or not as usual, as the system has them: a clear error, the old file as it was, and nothing left beside it.</summary>
public sealed class SaveTargetTests : IDisposable
{
    private static readonly Dictionary<string, Action<Model, string>> s_writers = new()
    {
        ["Save"] = static (model, path) => model.Save(path),
        ["SaveWeights"] = static (model, path) => model.SaveWeights(path),
        ["SafetensorsFile.Write"] = static (model, path) => SafetensorsFile.Write(path, model.NamedParameters.ToDictionary(static pair => pair.Key, static pair => (Tensor)pair.Value)),
        ["Checkpoint"] = static (model, path) =>
        {
            model.Compile(new Sgd(0.1), new MeanSquaredError());
            model.Fit(Tensor.Ones([4, Width]), Tensor.Ones([4, 2]), callbacks: [new Checkpoint(path)]);
        },
    };

    private const int Width = 1024;
    private static readonly byte[] s_old = [.. "the old file"u8];

    private readonly string _folder = Directory.CreateTempSubdirectory("targets").FullName;

    public static TheoryData<string> Writers => [.. s_writers.Keys];

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_is_refused(string writer)
    {
        foreach (string path in (string[])[_folder, _folder + Path.DirectorySeparatorChar]) Refused(writer, path, "which is a folder; expected a file");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_folder_that_nobody_may_write_to_is_refused(string writer)
    {
        // not even the superuser makes files there
        const string Folder = "/sys/kernel";
        if (!Directory.Exists(Folder)) return;
        Refused(writer, Path.Combine(Folder, "model.safetensors"), "");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_file_that_is_read_only_is_refused(string writer)
    {
        File.WriteAllBytes(Target, s_old);
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        Refused(writer, Target, "which is read-only");
        Assert.Equal(s_old, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
        File.SetAttributes(Target, FileAttributes.Normal);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_file_on_another_drive_is_replaced_there_and_the_link_to_it_stays(string writer)
    {
        const string Drive = "/dev/shm";
        if (!Directory.Exists(Drive)) return;
        string there = Path.Combine(Drive, $"targets-{Guid.NewGuid():N}");
        Directory.CreateDirectory(there);
        try
        {
            string file = Path.Combine(there, "model.safetensors");
            File.WriteAllBytes(file, s_old);
            File.CreateSymbolicLink(Target, file);
            s_writers[writer](Small(), Target);
            Assert.Equal(file, new FileInfo(Target).LinkTarget);
            using (var read = SafetensorsFile.Open(file)) Assert.NotNull(read.Find("dense_1.weight"));
            Assert.Equal([file], Directory.GetFileSystemEntries(there));
            Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
        }
        finally
        {
            Directory.Delete(there, recursive: true);
        }
    }

    /// <summary>A drive of a megabyte, which the superuser of Linux may mount: that is who runs the tests in .ci/run.</summary>
    [Theory]
    [MemberData(nameof(Writers))]
    public void A_drive_that_is_full_keeps_the_old_file(string writer)
    {
        string drive = Directory.CreateDirectory(Path.Combine(_folder, "drive")).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", drive)) return;
        try
        {
            string file = Path.Combine(drive, "model.safetensors");
            File.WriteAllBytes(file, s_old);
            var model = new Sequential(new Dense(Width), new Dense(2));
            model.Build([Width]);
            var error = Assert.Throws<ModelFileException>(() => s_writers[writer](model, file));
            Assert.StartsWith($"{file}: the model cannot be saved to it, which could not be written: ", error.Message, StringComparison.Ordinal);
            Assert.Equal(s_old, File.ReadAllBytes(file));
            Assert.Equal([file], Directory.GetFileSystemEntries(drive));
            // what fits is written
            s_writers[writer](Small(), file);
            using var read = SafetensorsFile.Open(file);
            Assert.NotNull(read.Find("dense_1.weight"));
        }
        finally
        {
            Assert.True(Run("umount", "--lazy", drive));
        }
    }

    /// <summary>A file that is a mount point, as containers have them, is another drive's, over which nothing can be renamed.</summary>
    [Theory]
    [MemberData(nameof(Writers))]
    public void A_file_that_cannot_be_renamed_over_keeps_its_content(string writer)
    {
        string other = Path.Combine(_folder, "other");
        File.WriteAllBytes(Target, []);
        File.WriteAllBytes(other, s_old);
        if (!Run("mount", "--bind", other, Target)) return;
        try
        {
            Refused(writer, Target, "which could not be written: ");
            Assert.Equal(s_old, File.ReadAllBytes(Target));
            Assert.Equal([Target, other], Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));
        }
        finally
        {
            Assert.True(Run("umount", Target));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => Path.Combine(_folder, "model.safetensors");

    private static Sequential Small()
    {
        var model = new Sequential(new Dense(2, useBias: false));
        model.Build([Width], seed: 1);
        return model;
    }

    private static void Refused(string writer, string path, string reason)
    {
        var error = Assert.Throws<ModelFileException>(() => s_writers[writer](Small(), path));
        Assert.StartsWith($"{path}: the model cannot be saved to it, {reason}", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
