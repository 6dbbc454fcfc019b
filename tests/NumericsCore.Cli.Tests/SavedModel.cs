namespace NumericsCore.Cli.Tests;

/// <summary>A model that the tool has trained and saved, with its table, in a folder that goes when the test does.</summary>
internal sealed class SavedModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numericscore").FullName;

    public string File => Path("model.safetensors");

    /// <summary>What the training printed.</summary>
    public string Report { get; private set; } = "";

    /// <summary>Trains on a shipped table.</summary>
    public static async Task<SavedModel> Train(string table, string target, params string[] options)
    {
        var saved = new SavedModel();
        var run = await Run.Tool(["train", Repository.Table(table), "--target", target, "--epochs", "3", "--layers", "8", "--json", "--save", saved.File, .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        saved.Report = run.Output;
        return saved;
    }

    /// <summary>A file of the folder.</summary>
    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
