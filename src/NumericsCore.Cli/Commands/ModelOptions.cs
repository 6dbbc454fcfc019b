using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>What the commands that use a saved model on a table have in common.</summary>
internal sealed class ModelOptions
{
    private readonly Argument<string> _model = CreateModel();
    private readonly Argument<string> _table = new("FILE.csv") { Description = "A table in CSV, Parquet or Arrow; its columns are found by their names." };
    private readonly ReadingOptions _reading = new();
    private readonly Option<string[]?> _missing = MissingOption.Create("as in training");
    private readonly Option<string?> _device = DeviceOption.Create();

    /// <summary>The argument for the file of a model.</summary>
    public static Argument<string> CreateModel() => new("MODEL.safetensors") { Description = "A model that 'train --save' or TablePipeline.Save has written." };

    /// <summary>Adds arguments and options.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Add(_model);
        command.Add(_table);
        command.Add(HelpGroup.Data, [.. _reading.All, _missing]);
        command.Add(HelpGroup.Run, _device);
    }

    /// <summary>The paths of model and table.</summary>
    /// <exception cref="InputException">There is no such table.</exception>
    public (string Model, string Table) Files(ParseResult parsed) => (FileNames.Require(parsed.GetRequiredValue(_model)), FileNames.RequireTable(parsed.GetRequiredValue(_table)));

    /// <summary>The model with what stands before and behind it.</summary>
    public TablePipeline Load(ParseResult parsed) => TablePipeline.Load(Files(parsed).Model, DeviceOption.Open(parsed.GetValue(_device), null));

    /// <summary>How the table is read.</summary>
    public CsvOptions Csv(ParseResult parsed, TablePipeline pipeline) => MissingOption.Read(parsed, _missing, pipeline.Reading(_reading.Read(parsed)));
}
