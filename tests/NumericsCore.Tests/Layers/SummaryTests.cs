namespace NumericsCore.Tests.Layers;

public class SummaryTests
{
    [Fact]
    public void The_document_s_model_has_12289_parameters()
    {
        var model = new Sequential(
            new Dense(128, Activation.Relu), new Dropout(0.5), new Dense(64, Activation.Relu), new Dropout(0.5), new Dense(1, Activation.Sigmoid));
        model.Build([30]);
        Assert.Equal(
            """
            Layer                Output shape    Parameters
            ───────────────────────────────────────────────
            dense_1 (Dense)      [*, 128]             3,968
            dropout_1 (Dropout)  [*, 128]                 0
            dense_2 (Dense)      [*, 64]              8,256
            dropout_2 (Dropout)  [*, 64]                  0
            dense_3 (Dense)      [*, 1]                  65
            ───────────────────────────────────────────────
            Total                                    12,289
            """, model.Summary());
    }

    [Fact]
    public void Frozen_parameters_are_counted_apart()
    {
        var dense = new Dense(2) { Name = "head" };
        var model = new Sequential(new Flatten(), dense);
        model.Build([2, 3]);
        dense.Weight!.IsTrainable = false;
        Assert.Equal(
            """
            Layer                Output shape    Parameters
            ───────────────────────────────────────────────
            flatten_1 (Flatten)  [*, 6]                   0
            head (Dense)         [*, 2]                  14
            ───────────────────────────────────────────────
            Total                                        14
            Frozen                                       12
            """, model.Summary());
        Assert.Equal([("flatten_1 (Flatten)", "[*, 6]", 0), ("head (Dense)", "[*, 2]", 14), ("Total", "", 14)], model.SummaryRows());
    }
}
