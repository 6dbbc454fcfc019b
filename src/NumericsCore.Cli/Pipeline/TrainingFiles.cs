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
        if (settings.Save is not { } save) return;
        RequireWritable(save, "--save", read);
        if (settings.Checkpoint is { } other && OutputFile.IsSame(save, other)) throw new InputException($"--save is {save}, the same file as --checkpoint; expected another");
    }

    private static void RequireWritable(string path, string option, params string[] inputs)
    {
        FileNames.RequireOther(path, option, inputs);
        using var file = OutputFile.Open(path, option);
        if (!file.IsReplaceable) throw new InputException($"{option} is {path}, which is a pipe or a device; expected a file");
    }
}
