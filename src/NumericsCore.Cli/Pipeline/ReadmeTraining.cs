using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The training of the README, whose table the tool carries.</summary>
internal static class ReadmeTraining
{
    /// <summary>The SHA-256 of the weights that it gives on every device.</summary>
    public const string Expected = "b47ea2f7a351996c29916a797d7618bae16436e7bef25a795507cb47e3d9d1bb";

    private const string Resource = "breast_cancer.csv";

    /// <summary>Trains on a device; gives the SHA-256 of the weights in lower-case hexadecimal.</summary>
    public static string Run(Device device, CancellationToken cancellationToken = default)
    {
        using var stream = typeof(ReadmeTraining).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var table = Table.ReadCsv(reader, Resource).DropMissing();
        var labels = ClassLabels.From(table["target"]);
        var features = table.Without("target").ToMatrix();
        features = StandardScaler.Fit(features).Transform(features);
        int[] rows = [.. Split.TrainTest(table.RowCount, testSize: 0.2, seed: 0).Train];
        var model = new Sequential(
            new Dense(128, Activation.Relu), new Dropout(0.5),
            new Dense(64, Activation.Relu), new Dropout(0.5),
            new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.Accuracy);
        model.Fit(
            features.Rows(rows).ToTensor(device: device), labels.Rows(rows).ToTensor(device: device), batchSize: 32, epochs: 100, validationSplit: 0.1,
            callbacks: [new EarlyStopping("val_loss", patience: 10)], cancellationToken: cancellationToken);
        return model.WeightsSha256();
    }
}
