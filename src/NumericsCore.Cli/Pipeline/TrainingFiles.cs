using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Checks before a training that its files can be read and written, and are not one another.</summary>
internal static class TrainingFiles
{
    /// <exception cref="InputException">A file is no file, or one is to be two things.</exception>
    /// <exception cref="OutputFileException">A file cannot be written.</exception>
    public static void Require(TrainSettings settings)
    {
        string[] read = settings.Resume is { } resume ? [settings.File, FileNames.Require(resume, "--resume")] : [settings.File];
        if (settings.Checkpoint is { } checkpoint) RequireWritable(checkpoint, "--checkpoint", settings.File);
        if (settings.Report is { } report) Pages.ReportFile.Require(report, read);
        RequireDifferent((settings.Report, Pages.ReportFile.Name), (settings.Checkpoint, "--checkpoint"));
        RequireDifferent((settings.Report, Pages.ReportFile.Name), (settings.Save, "--save"));
        if (settings.Save is not { } save) return;
        RequireWritable(save, "--save", read);
        RequireDifferent((save, "--save"), (settings.Checkpoint, "--checkpoint"));
    }

    /// <summary>Checks that a file can be written whole, and is none of those that are read.</summary>
    /// <exception cref="InputException">It is one of them, or no file.</exception>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static void RequireWritable(string path, string option, params string[] inputs)
    {
        FileNames.RequireOther(path, option, inputs);
        using var file = OutputFile.Open(path, option);
        if (!file.IsReplaceable) throw new InputException($"{option} is {path}, which is a pipe or a device; expected a file");
    }

    private static void RequireDifferent((string? Path, string Option) one, (string? Path, string Option) other)
    {
        if (one.Path is not null && other.Path is not null && OutputFile.IsSame(one.Path, other.Path)) throw new InputException($"{one.Option} is {one.Path}, the same file as {other.Option}; expected another");
    }
}
