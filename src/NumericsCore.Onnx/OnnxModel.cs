using NumericsCore.Onnx.Export;

namespace NumericsCore.Onnx;

/// <summary>Models as ONNX files.</summary>
public static class OnnxModel
{
    /// <summary>
    /// Writes a model for other runtimes: opset 21, IR version 10. The first axis of inputs and output is the batch, of any size; dropout,
    /// which acts in training alone, is left out. The file is replaced whole, and flushed to the disk.
    /// </summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer has no operators of ONNX here, or the parameters take 2 GiB or more; the message names it.</exception>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; one that was there is as it was.</exception>
    public static void Export(Layer model, string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var written = ModelExporter.Export(model, options ?? new OnnxExportOptions());
        OnnxFile.Replace(path, written);
    }

    /// <summary>Writes a model for other runtimes to a stream, as <see cref="Export(Layer, string, OnnxExportOptions?)"/> does to a file.</summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="stream">A stream that can be written; it is left open.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer has no operators of ONNX here, or the parameters take 2 GiB or more; the message names it.</exception>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    public static void Export(Layer model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        OnnxFile.Write(ModelExporter.Export(model, options ?? new OnnxExportOptions()), stream);
    }

    /// <summary>Writes a model for other runtimes: <see cref="Export(Layer, string, OnnxExportOptions?)"/>.</summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    public static void SaveOnnx(this Layer model, string path, OnnxExportOptions? options = null) => Export(model, path, options);
}
