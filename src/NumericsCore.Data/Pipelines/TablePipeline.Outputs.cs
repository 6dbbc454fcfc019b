using System.Numerics;

namespace NumericsCore.Data;

public sealed partial class TablePipeline
{
    /// <summary>The model's outputs as predictions.</summary>
    internal TablePredictions Interpret(Tensor outputs)
    {
        if (Classes is not null) return ElementType == ElementType.Float64 ? OfClasses<double>(outputs) : OfClasses<float>(outputs);
        double[] values = _targetScaler!.InverseTransform(Target, outputs.ToDoubleArray());
        return new TablePredictions(values.Length, values, [], [], single: false);
    }

    /// <summary>The probabilities that the outputs are: of the positive class of two, or of each of more.</summary>
    /// <exception cref="TableException">The model gives a number that is no probability.</exception>
    internal Tensor ProbabilitiesOf(Tensor outputs)
    {
        if (FromLogits && outputs.ElementCount > 0) return Classes!.Count == 2 ? outputs.Sigmoid() : outputs.Softmax();
        double[] values = outputs.ToDoubleArray();
        int bad = Array.FindIndex(values, static value => value is < 0 or > 1);
        return bad < 0
            ? outputs
            : throw new TableException(FormattableString.Invariant($"the model gives {values[bad]} for row {bad / OutputCount + 1}, which is no probability; if it gives logits, the pipeline needs fromLogits: true"));
    }

    private TablePredictions OfClasses<T>(Tensor outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = outputs.Shape[0], classes = Classes!.Count;
        T[] probabilities = ProbabilitiesOf(outputs).ToArray<T>();
        // compared as float64, which every threshold is
        int[] predicted = classes == 2 ? PredictedClasses.FromProbabilities<double>(Array.ConvertAll(probabilities, static p => double.CreateChecked(p)), Threshold) : PredictedClasses.FromScores<T>(probabilities, classes);
        double[] all = classes == 2
            ? [.. probabilities.SelectMany(static p => (double[])[double.CreateChecked(T.One - p), double.CreateChecked(p)])]
            : Array.ConvertAll(probabilities, static p => double.CreateChecked(p));
        return new TablePredictions(rows, [], Array.ConvertAll(predicted, index => Classes[index]), all, typeof(T) == typeof(float));
    }
}
