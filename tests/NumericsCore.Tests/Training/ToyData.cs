using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>Small problems with known answers.</summary>
internal static class ToyData
{
    /// <summary>Points in the square, and whether x + y is above 0.</summary>
    public static (Tensor Features, Tensor Targets) HalfPlane(int rows, Device? device = null)
    {
        var features = Make.Random([rows, 2], elementType: ElementType.Float32, device: device);
        return (features, features.Sum(1, keepDims: true).GreaterThan(0));
    }

    /// <summary>Points around three corners, and which.</summary>
    public static (Tensor Features, Tensor Classes) Corners(int rows)
    {
        float[] points = new float[2 * rows], classes = new float[rows];
        float[] noise = Tensor.Normal([2 * rows], seed: 6, standardDeviation: 0.3).ToArray<float>();
        (float X, float Y)[] corners = [(0, 1), (1, -1), (-1, -1)];
        for (int row = 0; row < rows; row++)
        {
            classes[row] = row % 3;
            points[2 * row] = corners[row % 3].X + noise[2 * row];
            points[2 * row + 1] = corners[row % 3].Y + noise[2 * row + 1];
        }

        return (Tensor.From(points, [rows, 2]), Tensor.From(classes));
    }

    public static Sequential Classifier(double dropout = 0.2) => new(
        new Dense(16, Activation.Relu), new Dropout(dropout), new Dense(8, Activation.Tanh), new Dropout(dropout), new Dense(1, Activation.Sigmoid));

    /// <summary>Compiles with Adam and binary cross-entropy.</summary>
    public static TModel Compiled<TModel>(this TModel model, double rate = 0.01) where TModel : Model
    {
        model.Compile(new Adam(rate), new BinaryCrossEntropy(), Metric.Accuracy);
        return model;
    }
}
