using System.Globalization;
using System.Runtime.CompilerServices;
using NumericsCore.Data;
using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>The README's program, from the CSV file to the evaluated model; memory is measured in a process that runs it.</summary>
internal static class DocumentTraining
{
    private const int Batch = 32;
    private const int MaxEpochs = 100;
    private const int Patience = 10;

    /// <summary>NumericsCore, as the README has it.</summary>
    /// <returns>The accuracy on the rows held out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Ours(string path)
    {
        var table = Table.ReadCsv(path).DropMissing();
        var labels = ClassLabels.From(table["target"]);
        var features = table.Without("target").ToMatrix();
        features = StandardScaler.Fit(features).Transform(features);
        var split = Split.TrainTest(table.RowCount, testSize: 0.2, seed: 0);
        var model = new Sequential(
            new Dense(128, Activation.Relu), new Dropout(0.5),
            new Dense(64, Activation.Relu), new Dropout(0.5),
            new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.Accuracy);
        model.Fit(features.Rows(split.Train).ToTensor(), labels.Rows(split.Train).ToTensor(), Batch, MaxEpochs, validationSplit: 0.1, callbacks: [new EarlyStopping("val_loss", Patience)]);
        return model.Evaluate(features.Rows(split.Test).ToTensor(), labels.Rows(split.Test).ToTensor()).Metrics[Metric.Accuracy.Name];
    }

    /// <summary>The same with TorchSharp, which brings no tables: the file is parsed line by line.</summary>
    /// <returns>The accuracy on the rows held out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Peer(string path)
    {
        var (values, columns) = ReadStandardised(path);
        int rows = values.Length / columns, test = (rows + 4) / 5, held = (rows - test) / 10, trained = rows - test - held;
        torch.random.manual_seed(0);
        using var order = torch.randperm(rows);
        using var all = torch.tensor(values, [rows, columns]).index_select(0, order);
        using torch.Tensor features = all.narrow(1, 0, columns - 1).contiguous(), targets = all.narrow(1, columns - 1, 1).contiguous();
        var (model, _) = PeerTraining.Model(Network.Document);
        using var optimizer = torch.optim.Adam(model.parameters());
        var (best, waited) = (double.PositiveInfinity, 0);
        for (int epoch = 0; epoch < MaxEpochs && waited < Patience; epoch++)
        {
            model.train();
            using var shuffled = torch.randperm(trained);
            for (int start = 0; start < trained; start += Batch)
            {
                using var scope = torch.NewDisposeScope();
                var batch = shuffled.narrow(0, start, Math.Min(Batch, trained - start));
                optimizer.zero_grad();
                torch.nn.functional.binary_cross_entropy_with_logits(model.forward(features.index_select(0, batch)), targets.index_select(0, batch)).backward();
                optimizer.step();
            }

            model.eval();
            double loss = Evaluated(model, features.narrow(0, trained, held), targets.narrow(0, trained, held)).Loss;
            (best, waited) = loss < best ? (loss, 0) : (best, waited + 1);
        }

        return Evaluated(model, features.narrow(0, trained + held, test), targets.narrow(0, trained + held, test)).Accuracy;
    }

    private static (double Loss, double Accuracy) Evaluated(torch.nn.Module<torch.Tensor, torch.Tensor> model, torch.Tensor features, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var logits = model.forward(features);
        return (torch.nn.functional.binary_cross_entropy_with_logits(logits, targets).item<float>(), logits.gt(0).to(torch.float32).eq(targets).to(torch.float32).mean().item<float>());
    }

    /// <summary>All rows, the last column the target, the others with mean 0 and deviation 1.</summary>
    private static (float[] Values, int Columns) ReadStandardised(string path)
    {
        string[] lines = File.ReadAllLines(path);
        int columns = lines[0].Split(',').Length, rows = lines.Length - 1;
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            for (int column = 0; column < columns; column++) values[row * columns + column] = double.Parse(fields[column], CultureInfo.InvariantCulture);
        }

        for (int column = 0; column < columns - 1; column++)
        {
            double mean = 0, square = 0;
            for (int row = 0; row < rows; row++) mean += values[row * columns + column] / rows;
            for (int row = 0; row < rows; row++) square += Math.Pow(values[row * columns + column] - mean, 2) / rows;
            for (int row = 0; row < rows; row++) values[row * columns + column] = (values[row * columns + column] - mean) / Math.Sqrt(square);
        }

        return (Array.ConvertAll(values, static value => (float)value), columns);
    }
}
